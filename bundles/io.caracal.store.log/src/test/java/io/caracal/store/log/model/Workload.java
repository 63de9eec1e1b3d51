package io.caracal.store.log.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSubscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Changes as a broker makes them, and some that it should not. */
final class Workload {
    private static final int CLIENTS = 6;
    private static final int FILTERS = 5;
    private static final int TOPICS = 8;
    private static final long UNKNOWN = 1L << 50;
    private static final int[] NONE = {};

    private final Random chance;
    private final int usual;
    private final int largest;
    private final Queue<Long> overtaken = new ArrayDeque<>();
    private long sequence;
    private long now;

    /**
     * @param usual the most bytes of most payloads
     * @param largest the most bytes of any payload
     */
    Workload(Random chance, int usual, int largest) {
        this.chance = chance;
        this.usual = usual;
        this.largest = largest;
        this.now = 1_000_000;
    }

    long now() {
        return now;
    }

    Change next(Held held) {
        now += chance.nextInt(20);
        return switch (chance.nextInt(100)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> new Change.Put(session());
            case 8, 9 -> new Change.Remove(client());
            case 10, 11, 12, 13, 14 -> new Change.Subscribe(client(), subscriptions());
            case 15, 16 -> new Change.Unsubscribe(client(), List.of(filter(), filter()));
            case 17, 18, 19, 20, 21, 22, 23 -> new Change.Retain(message(topic(), true), chance.nextInt(3) * 4L);
            case 24, 25, 26 -> new Change.Unretain(topic());
            case 27 -> new Change.Expire(now);
            case 28, 29, 30 -> released(held);
            case 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44 -> sent(held);
            case 45, 46, 47, 48, 49 -> received(held);
            case 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69 -> completed(held);
            default -> enqueue();
        };
    }

    Change.Enqueue enqueue() {
        List<StoredDelivery> deliveries = new ArrayList<>();
        SessionStore.Origin origin = chance.nextInt(3) == 0 ? new SessionStore.Origin(client(), packetId()) : null;
        int count = chance.nextInt(8) == 0 ? CLIENTS : chance.nextInt(3) + (origin == null ? 1 : 0);
        for (int i = 0; i < count; i++) {
            deliveries.add(delivery(client()));
        }
        return new Change.Enqueue(message("queue/" + sequence, false), deliveries, origin);
    }

    /** A message for one session. */
    Change.Enqueue enqueue(String clientId) {
        return new Change.Enqueue(message("queue/" + sequence, false), List.of(delivery(clientId)), null);
    }

    Change.Enqueue enqueue(String clientId, byte[] payload) {
        Message message = new Message("queue".getBytes(UTF_8), payload, new byte[0], 1, false, now, Message.NEVER, "");
        return new Change.Enqueue(message, List.of(delivery(clientId)), null);
    }

    Change.Subscribe subscribe(String clientId) {
        return new Change.Subscribe(clientId, subscriptions());
    }

    Change.Retain retain(String topic) {
        return new Change.Retain(message(topic, true), 0);
    }

    Change.Put put(String clientId) {
        return new Change.Put(new SessionState(clientId, 3600, 0, Optional.empty()));
    }

    private StoredDelivery delivery(String clientId) {
        long number = number();
        int qos = chance.nextInt(3);
        int[] identifiers = chance.nextInt(4) == 0 ? new int[] {1 + chance.nextInt(268_435_455), 7} : NONE;
        String share = chance.nextInt(5) == 0 ? "$share/group/" + filter() : null;
        int packetId = qos > 0 && chance.nextBoolean() ? packetId() : 0;
        return new StoredDelivery(clientId, number, qos, chance.nextBoolean(), identifiers, share, packetId);
    }

    /** Numbers rise, but those of several threads may come in another order. */
    private long number() {
        if (!overtaken.isEmpty() && chance.nextInt(3) == 0) {
            return overtaken.remove();
        }
        if (chance.nextInt(4) == 0) {
            overtaken.add(++sequence);
        }
        return ++sequence;
    }

    private Change sent(Held held) {
        String client = client();
        long sequence = some(held, client, delivery -> delivery.qos() > 0 && !delivery.received());
        return new Change.Sent(client, sequence, packetId());
    }

    private Change received(Held held) {
        String client = client();
        long sequence = some(held, client, delivery -> delivery.qos() == 2 && delivery.packetId() > 0);
        return new Change.Received(client, sequence);
    }

    private Change completed(Held held) {
        String client = client();
        return new Change.Completed(client, some(held, client, _ -> true));
    }

    private Change released(Held held) {
        String client = client();
        HeldSession session = held.sessions.get(client);
        Integer packetId = session == null ? null : any(session.accepted);
        return new Change.Released(client, packetId == null ? packetId() : packetId);
    }

    /** Mostly the oldest delivery of a client that a call fits, sometimes another one, sometimes one that is not there. */
    private long some(Held held, String client, Predicate<HeldDelivery> fits) {
        HeldSession session = held.sessions.get(client);
        if (session == null || chance.nextInt(20) == 0) {
            return UNKNOWN + chance.nextInt(10);
        }
        List<Long> fitting = session.queue.entrySet().stream()
                .filter(entry -> fits.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (chance.nextInt(3) > 0 && !fitting.isEmpty()) {
            return fitting.getFirst();
        }
        Long other = any(fitting);
        return other == null ? UNKNOWN : other;
    }

    private <T> @Nullable T any(Collection<T> choices) {
        return choices.isEmpty()
                ? null
                : choices.stream()
                        .skip(chance.nextInt(choices.size()))
                        .findFirst()
                        .orElse(null);
    }

    private SessionState session() {
        Optional<SessionState.StoredWill> will = chance.nextInt(3) == 0
                ? Optional.of(new SessionState.StoredWill(message("will/" + client(), true), chance.nextInt(100_000)))
                : Optional.empty();
        long disconnected = chance.nextBoolean() ? 0 : now;
        return new SessionState(client(), chance.nextLong(0x1_0000_0000L), disconnected, will);
    }

    private List<StoredSubscription> subscriptions() {
        List<StoredSubscription> added = new ArrayList<>();
        for (int i = chance.nextInt(3); i >= 0; i--) {
            added.add(new StoredSubscription(
                    filter(),
                    chance.nextInt(3),
                    chance.nextBoolean(),
                    chance.nextBoolean(),
                    chance.nextInt(3),
                    chance.nextBoolean() ? 0 : 1 + chance.nextInt(268_435_455)));
        }
        return added;
    }

    private Message message(String topic, boolean retain) {
        byte[] payload = new byte[length()];
        chance.nextBytes(payload);
        byte[] properties = new byte[chance.nextInt(4) == 0 ? chance.nextInt(40) : 0];
        chance.nextBytes(properties);
        long expiresAt = chance.nextInt(4) == 0 ? now + chance.nextInt(5_000) : Message.NEVER;
        return new Message(
                topic.getBytes(UTF_8), payload, properties, chance.nextInt(3), retain, now, expiresAt, client());
    }

    private int length() {
        return switch (chance.nextInt(40)) {
            case 0 -> chance.nextInt(largest + 1);
            case 1, 2, 3 -> chance.nextInt(Math.min(largest, 4_000) + 1);
            case 4 -> 0;
            default -> chance.nextInt(usual + 1);
        };
    }

    private String client() {
        int client = chance.nextInt(CLIENTS);
        return client == 0 ? "gerät-☂" : "client-" + client;
    }

    private String filter() {
        return "filter/" + chance.nextInt(FILTERS) + "/#";
    }

    private String topic() {
        return (chance.nextInt(6) == 0 ? "$sys/" : "topic/") + chance.nextInt(TOPICS);
    }

    private int packetId() {
        return 1 + chance.nextInt(65_535);
    }
}
