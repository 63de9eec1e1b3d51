package io.caracal.store.log;

import static io.caracal.store.log.Kept.delivery;
import static io.caracal.store.log.Kept.join;
import static io.caracal.store.log.Kept.message;
import static io.caracal.store.log.Kept.recovered;
import static io.caracal.store.log.Kept.sequences;
import static io.caracal.store.log.Kept.session;
import static io.caracal.store.log.Kept.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.SessionStore.Origin;
import io.caracal.api.store.StoreSettings.Durability;
import io.caracal.api.store.StoreState;
import io.caracal.api.store.StoredSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Room is freed while the store is at work, and nothing that is needed goes with it. */
class CleaningTest {
    private static final String ALICE = "alice";
    private static final byte[] PAYLOAD = new byte[1_000];
    private static final long SEGMENT = 1 << 16;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatLivesLongIsMovedAndWhatIsGoneGoes(Durability durability) throws IOException {
        try (LogStore store = Kept.open(folder, Kept.settings(0, durability))) {
            SessionStore sessions = store.sessions();
            sessions.put(session(ALICE));
            sessions.subscribe(ALICE, List.of(subscription("a", 1), subscription("b", 2)));
            sessions.enqueue(message("waits"), List.of(delivery(ALICE, 1)), new Origin(ALICE, 9));
            sessions.enqueue(message("in flight"), List.of(delivery(ALICE, 2)), null);
            sessions.enqueue(message("received"), List.of(delivery(ALICE, 3)), null);
            sessions.sent(ALICE, 2, 22);
            sessions.sent(ALICE, 3, 33);
            sessions.received(ALICE, 3);
            store.retained().put(message("retained"), 0);

            passThrough(sessions, 2_000);

            await().until(() -> store.maintenance().stats().movedBytes() > 0
                    && store.maintenance().stats().bytes() < 10 * SEGMENT);
            assertThat(join(store.maintenance().check()).problems()).isEmpty();
            assertThat(join(sessions.read(ALICE, new long[] {1})).getFirst().topicName())
                    .isEqualTo("waits");
        }
        try (LogStore store = Kept.open(folder)) {
            StoredSession alice = recovered(store, ALICE);
            assertThat(alice.subscriptions()).containsExactly(subscription("a", 1), subscription("b", 2));
            assertThat(alice.accepted()).containsExactly(9);
            assertThat(sequences(alice)).containsExactly(1L, 2L, 3L);
            assertThat(alice.queue())
                    .extracting(entry -> entry.delivery().packetId())
                    .containsExactly(0, 22, 33);
            assertThat(alice.queue()).extracting(StoredSession.Entry::received).containsExactly(false, false, true);
            assertThat(join(store.retained().match("#")))
                    .extracting(Message::topicName)
                    .containsExactly("retained");
        }
    }

    @Test
    void messagesAreReadWhileTheyAreMoved() throws IOException {
        try (LogStore store = Kept.open(folder)) {
            SessionStore sessions = store.sessions();
            sessions.put(session("reader"));
            for (int n = 0; n < 100; n++) {
                sessions.enqueue(message("t" + n, PAYLOAD), List.of(delivery("reader", n)), null);
            }
            sessions.put(session(ALICE));
            for (int round = 0; round < 30; round++) {
                passThrough(sessions, 100);
                int n = ThreadLocalRandom.current().nextInt(100);
                assertThat(join(sessions.read("reader", new long[] {n}))
                                .getFirst()
                                .topicName())
                        .isEqualTo("t" + n);
            }
        }
    }

    @Test
    void manyShortSegmentsBecomeFew() throws IOException {
        for (int start = 0; start < 40; start++) {
            try (LogStore store = Kept.open(folder)) {
                store.sessions().put(session("session-" + start));
            }
        }

        try (LogStore store = Kept.open(folder)) {
            await().until(() -> store.maintenance().stats().segments() < 20);
            assertThat(store.maintenance().stats().sessions()).isEqualTo(40);
        }
    }

    @Test
    void fullStoreRefusesWhatIsNewTakesWhatEndsAndGoesOnWhenThereIsRoom() throws IOException {
        long limit = 16 * SEGMENT;
        try (LogStore store = Kept.open(folder, Kept.settings(limit, Durability.FSYNC))) {
            SessionStore sessions = store.sessions();
            sessions.put(session(ALICE));
            long sequence = 0;
            CompletionStage<Void> last = sessions.put(session(ALICE));
            while (store.sessions().state() == StoreState.OPEN) {
                last = sessions.enqueue(message("t", PAYLOAD), List.of(delivery(ALICE, sequence++)), null);
            }
            assertThat(last.toCompletableFuture()).isCompletedExceptionally();
            assertThat(store.retained().put(message("r"), 0).toCompletableFuture())
                    .isCompletedExceptionally();
            assertThat(sessions.put(session("bob")).toCompletableFuture()).isCompletedExceptionally();
            assertThat(store.maintenance().stats().reason()).contains("store.max_size");

            for (long done = 0; done < sequence; done++) {
                sessions.completed(ALICE, done);
            }

            join(sessions.put(session(ALICE)));
            await().until(() -> sessions.state() == StoreState.OPEN);
            join(sessions.enqueue(message("t"), List.of(delivery(ALICE, sequence)), null));
            assertThat(store.maintenance().stats().bytes()).isLessThan(limit);
        }
    }

    /** Messages that come and go. */
    private static void passThrough(SessionStore sessions, int count) {
        CompletionStage<Void> last = sessions.put(session(ALICE));
        for (int n = 0; n < count; n++) {
            last = sessions.enqueue(message("t", PAYLOAD), List.of(delivery(ALICE, 10_000 + n)), null);
            sessions.completed(ALICE, 10_000 + n);
        }
        join(last);
    }
}
