package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.StoredDelivery;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may be missing or old because the records of some changes are damaged, and what must be there all the same. A session whose own
 * records are damaged may be there or not, with whatever it had; otherwise damage concerns one subscription, delivery, packet
 * identifier or topic. Bodies are right wherever they are.
 */
final class Taint {
    /** What a change is about. */
    private record Key(String kind, String owner, Object what) {}

    private final Held undamaged;
    private final Set<Key> tainted = new HashSet<>();
    private final Map<Long, Body> published = new HashMap<>();
    private final Map<String, Set<Body>> retained = new HashMap<>();

    /**
     * @param undamaged what is there if nothing is damaged
     * @param all every change ever
     * @param damaged those whose records are
     */
    Taint(Held undamaged, Collection<Change> all, Collection<Change> damaged) {
        this.undamaged = undamaged;
        damaged.forEach(change -> tainted.addAll(keys(change)));
        all.forEach(this::remember);
    }

    void check(Held found) {
        Set<String> clients = union(undamaged.sessions.keySet(), found.sessions.keySet());
        for (String client : clients) {
            HeldSession expected = undamaged.sessions.get(client);
            HeldSession actual = found.sessions.get(client);
            if (actual != null) {
                actual.queue.forEach((sequence, delivery) -> checkBody(client, sequence, delivery));
            }
            if (!tainted.contains(session(client))) {
                assertThat(actual == null).as("session %s is missing", client).isEqualTo(expected == null);
                checkSession(client, Objects.requireNonNull(expected), Objects.requireNonNull(actual));
            }
        }
        for (String topic : union(undamaged.retained.keySet(), found.retained.keySet())) {
            Body actual = found.retained.get(topic);
            if (!tainted.contains(topic(topic))) {
                assertThat(actual).as("retained %s", topic).isEqualTo(undamaged.retained.get(topic));
            } else if (actual != null) {
                assertThat(retained.getOrDefault(topic, Set.of())).contains(actual);
            }
        }
    }

    private void checkSession(String client, HeldSession expected, HeldSession actual) {
        assertThat(actual.state).isEqualTo(expected.state);
        for (String filter : union(expected.subscriptions.keySet(), actual.subscriptions.keySet())) {
            compare(subscription(client, filter), expected.subscriptions.get(filter), actual.subscriptions.get(filter));
        }
        for (long sequence : union(expected.queue.keySet(), actual.queue.keySet())) {
            compare(delivery(client, sequence), expected.queue.get(sequence), actual.queue.get(sequence));
        }
        for (int packetId : union(expected.accepted, actual.accepted)) {
            compare(
                    accepted(client, packetId),
                    expected.accepted.contains(packetId),
                    actual.accepted.contains(packetId));
        }
    }

    private void compare(Key key, @Nullable Object expected, @Nullable Object actual) {
        if (!tainted.contains(key)) {
            assertThat(actual).as("%s", key).isEqualTo(expected);
        }
    }

    private void checkBody(String client, long sequence, HeldDelivery delivery) {
        if (delivery.body() != null || !tainted.contains(delivery(client, sequence))) {
            if (!delivery.received()) {
                assertThat(delivery.body()).as("body %s", sequence).isEqualTo(published.get(sequence));
            }
        }
    }

    private void remember(Change change) {
        if (change instanceof Change.Enqueue enqueue) {
            enqueue.deliveries().forEach(delivery -> published.put(delivery.sequence(), Body.of(enqueue.message())));
        } else if (change instanceof Change.Retain retain) {
            retained.computeIfAbsent(retain.message().topicName(), _ -> new HashSet<>())
                    .add(Body.of(retain.message()));
        }
    }

    private static Set<Key> keys(Change change) {
        Set<Key> keys = new HashSet<>();
        switch (change) {
            case Change.Put put -> keys.add(session(put.session().clientId()));
            case Change.Remove remove -> keys.add(session(remove.clientId()));
            case Change.Subscribe subscribe ->
                subscribe
                        .subscriptions()
                        .forEach(added -> keys.add(subscription(subscribe.clientId(), added.filter())));
            case Change.Unsubscribe unsubscribe ->
                unsubscribe.filters().forEach(filter -> keys.add(subscription(unsubscribe.clientId(), filter)));
            case Change.Enqueue enqueue -> {
                for (StoredDelivery delivery : enqueue.deliveries()) {
                    keys.add(delivery(delivery.clientId(), delivery.sequence()));
                }
                if (enqueue.origin() != null) {
                    keys.add(accepted(
                            enqueue.origin().clientId(), enqueue.origin().packetId()));
                }
            }
            case Change.Sent sent -> keys.add(delivery(sent.clientId(), sent.delivery()));
            case Change.Received received -> keys.add(delivery(received.clientId(), received.delivery()));
            case Change.Completed completed -> keys.add(delivery(completed.clientId(), completed.delivery()));
            case Change.Released released -> keys.add(accepted(released.clientId(), released.packetId()));
            case Change.Retain retain -> keys.add(topic(retain.message().topicName()));
            case Change.Unretain unretain -> keys.add(topic(unretain.topic()));
            case Change.Expire _ -> throw new IllegalArgumentException("what expires depends on the clock");
        }
        return keys;
    }

    private static Key session(String client) {
        return new Key("session", client, "");
    }

    private static Key subscription(String client, String filter) {
        return new Key("subscription", client, filter);
    }

    private static Key delivery(String client, long sequence) {
        return new Key("delivery", client, sequence);
    }

    private static Key accepted(String client, int packetId) {
        return new Key("accepted", client, packetId);
    }

    private static Key topic(String topic) {
        return new Key("retained", topic, "");
    }

    private static <T> Set<T> union(Collection<T> these, Collection<T> those) {
        Set<T> all = new TreeSet<>(these);
        all.addAll(those);
        return all;
    }
}
