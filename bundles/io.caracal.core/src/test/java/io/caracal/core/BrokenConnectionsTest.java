package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.store.memory.MemoryRetainedStore;
import io.caracal.store.memory.MemorySessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ends of an exchange lose their connections at any moment, again and again; nothing gets stuck, and nothing is lost or doubled. */
class BrokenConnectionsTest {
    private static final int ROUNDS = 30;
    private static final int MESSAGES = 60;

    private enum Store {
        MEMORY,
        AT_ONCE,
        IN_BATCHES
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @ParameterizedTest
    @EnumSource
    void everythingArrives(Store store) {
        long seed = Long.getLong("caracal.seed", System.nanoTime());
        JournalStore journal = store == Store.IN_BATCHES ? new JournalStore().byHand() : new JournalStore();
        MemorySessionStore memory = new MemorySessionStore();
        SessionStore sessions = store == Store.MEMORY ? memory : journal;
        RetainedStore retained = store == Store.MEMORY ? new MemoryRetainedStore() : journal.retained;
        try (TestBroker broker =
                TestBroker.with().loops(3).sessions(sessions).retained(retained).start()) {
            for (int round = 0; round < ROUNDS; round++) {
                exchange(broker, journal, round, seed + round);
            }
        }
        assertThat(journal.wrong()).isEmpty();
    }

    private static void exchange(TestBroker broker, JournalStore journal, int round, long seed) {
        Random random = new Random(seed);
        String topic = "t/" + round;
        SturdyClient subscriber = new SturdyClient("subscriber-" + round);
        SturdyClient publisher = new SturdyClient("publisher-" + round);
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        List<String> once = new ArrayList<>();
        List<String> more = new ArrayList<>();
        while (once.size() + more.size() < MESSAGES
                || !publisher.everythingIsAcknowledged()
                || texts(subscriber, topic + "/2").size() < once.size()
                || distinct(texts(subscriber, topic + "/1")).size() < more.size()) {
            assertThat(Instant.now())
                    .as(() ->
                            "seed " + seed + " is stuck: " + state(broker, "subscriber-" + round, "publisher-" + round)
                                    + " delivered " + subscriber.delivered + " published " + once + more)
                    .isBefore(end);
            subscriber.begin(broker);
            publisher.begin(broker);
            subscriber.work();
            publisher.work();
            journal.commit();
            if (subscriber.connected && !subscriber.granted.contains(topic + "/#")) {
                subscriber.subscribe(topic + "/#");
                subscriber.granted.add(topic + "/#");
            } else if (publisher.connected
                    && broker.subscribed("subscriber-" + round)
                    && once.size() + more.size() < MESSAGES) {
                boolean exactly = random.nextBoolean();
                List<String> texts = exactly ? once : more;
                texts.add("m" + (once.size() + more.size()));
                publisher.publish(topic + (exactly ? "/2" : "/1"), texts.getLast(), exactly ? 2 : 1, false);
            } else if (subscriber.connected && !broker.subscribed("subscriber-" + round)) {
                subscriber.granted.clear();
            }
            // Only once it is accepted: of two connections that come together the later one may be served first.
            SturdyClient unlucky = random.nextBoolean() ? subscriber : publisher;
            if (unlucky.connected && random.nextInt(100) < 8) {
                unlucky.drop();
            }
        }
        assertThat(texts(subscriber, topic + "/2")).as("seed " + seed).isEqualTo(once);
        assertThat(distinct(texts(subscriber, topic + "/1"))).as("seed " + seed).isEqualTo(more);
        subscriber.drop();
        publisher.drop();
    }

    private static List<String> texts(SturdyClient subscriber, String topic) {
        return subscriber.delivered.getOrDefault(topic, List.of());
    }

    private static List<String> distinct(List<String> texts) {
        return List.copyOf(new LinkedHashSet<>(texts));
    }

    private static String state(TestBroker broker, String... clientIds) {
        StringBuilder state = new StringBuilder();
        for (String clientId : clientIds) {
            state.append(clientId).append(broker.connected(clientId) ? " connected, " : " away, ");
            String open = broker.deliveries(
                    clientId, deliveries -> deliveries.queued() + " wait, " + deliveries.inFlight() + " in flight; ");
            state.append(open);
        }
        return state.toString();
    }
}
