package io.caracal.store.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.config.Bytes;
import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.StoreSettings;
import io.caracal.api.store.StoreSettings.Durability;
import io.caracal.api.store.StoreSettings.Type;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.disk.FolderDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What tests keep in a store, and how they get it back. */
final class Kept {
    private Kept() {}

    static StoreSettings settings() {
        return settings(0, Durability.FSYNC);
    }

    /** Small segments, so that there are several. */
    static StoreSettings settings(long maxSize, Durability durability) {
        return new StoreSettings(
                Type.LOG,
                durability,
                Duration.ofMillis(2),
                new Bytes(1 << 16),
                new Bytes(maxSize),
                new Bytes(0),
                new Bytes(1 << 30));
    }

    static LogStore open(Path folder) throws IOException {
        return open(folder, settings());
    }

    static LogStore open(Path folder, StoreSettings settings) throws IOException {
        Disk disk = new FolderDisk(folder);
        return LogStore.open(disk, settings, InstantSource.system());
    }

    static SessionState session(String clientId) {
        return new SessionState(clientId, 60, 0, Optional.empty());
    }

    static StoredSubscription subscription(String filter, int qos) {
        return new StoredSubscription(filter, qos, true, true, 2, 7);
    }

    static StoredDelivery delivery(String clientId, long sequence) {
        return new StoredDelivery(clientId, sequence, 1, false, new int[0], null, 0);
    }

    static Message message(String topic) {
        return message(topic, topic.getBytes(UTF_8));
    }

    static Message message(String topic, byte[] payload) {
        return new Message(topic.getBytes(UTF_8), payload, new byte[0], 1, false, 1, Message.NEVER, "publisher");
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static List<StoredSession> recovered(LogStore store) {
        List<StoredSession> sessions = new ArrayList<>();
        join(store.sessions().recover(sessions::add));
        return sessions;
    }

    static StoredSession recovered(LogStore store, String clientId) {
        return recovered(store).stream()
                .filter(session -> session.state().clientId().equals(clientId))
                .findFirst()
                .orElseThrow();
    }

    static List<Long> sequences(StoredSession session) {
        return session.queue().stream()
                .map(entry -> entry.delivery().sequence())
                .toList();
    }
}
