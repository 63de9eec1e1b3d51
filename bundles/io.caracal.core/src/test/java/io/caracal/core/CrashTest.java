package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The broker ends without a warning, with every prefix of what it wrote, and another one begins with that prefix. What was
 * acknowledged is there, QoS 2 comes once in both directions, the order of each topic is kept, and what was retained last stays.
 */
class CrashTest {

    /** Whether changes are durable at once, or in batches of which the last one may be cut. */
    private enum Mode {
        AT_ONCE,
        IN_BATCHES,
        /** The same, but it takes some time until they are. */
        IN_SLOW_BATCHES
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    /** One life of two clients, through a crash. */
    private static final class Story {
        final SturdyClient subscriber;
        final SturdyClient publisher;
        final List<String> once = new ArrayList<>();
        final List<String> more = new ArrayList<>();
        final List<String> states = new ArrayList<>();
        final Mode mode;
        final int loops;
        final Random random;
        JournalStore store;
        TestBroker broker;

        Story(Mode mode, JournalStore store, int loops, long seed) {
            this.mode = mode;
            this.store = store;
            this.loops = loops;
            this.random = new Random(seed);
            this.broker = start();
            this.subscriber = new SturdyClient(broker.idOn(0, "subscriber"));
            this.publisher = new SturdyClient(broker.idOn(loops - 1, "publisher"));
        }

        private TestBroker start() {
            return TestBroker.with()
                    .loops(loops)
                    .mqtt("maxInflight", 3)
                    .sessions(store)
                    .retained(store.retained)
                    .start();
        }

        /** Everything that can go on goes on. */
        void settle() {
            int quiet = 0;
            while (quiet < 6) {
                broker.turn();
                if (mode != Mode.IN_SLOW_BATCHES || random.nextInt(5) == 0) {
                    store.commit();
                }
                quiet = subscriber.work() + publisher.work() > 0 ? 0 : quiet + 1;
            }
        }

        private void until(BooleanSupplier reached) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
                settle();
                return reached.getAsBoolean();
            });
        }

        /** A little of what can go on goes on. */
        void some() {
            broker.turn();
            subscriber.work();
            publisher.work();
            broker.turn();
        }

        void tell() {
            subscriber.begin(broker);
            publisher.begin(broker);
            settle();
            if (subscriber.connected && !subscriber.granted.contains("t/#")) {
                subscriber.subscribe("t/#");
                settle();
            }
            if (!subscriber.granted.contains("t/#") || !publisher.connected) {
                return;
            }
            publish(3);
            some();
            publish(2);
            settle();
            publish(2);
            some();
            subscriber.drop();
            settle();
            publish(3);
            some();
            publish(2);
            settle();
            subscriber.begin(broker);
            some();
            publish(1);
            publisher.drop();
            settle();
            publisher.begin(broker);
            settle();
        }

        private void publish(int count) {
            for (int i = 0; publisher.connected && i < count; i++) {
                once.add("once" + once.size());
                publisher.publish("t/once", once.getLast(), 2, false);
                more.add("more" + more.size());
                publisher.publish("t/more", more.getLast(), 1, false);
                states.add("state" + states.size());
                publisher.publish("state", states.getLast(), i % 2 + 1, true);
            }
        }

        /** The process is gone, and with it what was not durable; another one begins. */
        void crash() {
            subscriber.drop();
            publisher.drop();
            JournalStore left = store.crashed();
            assertThat(store.wrong()).isEmpty();
            broker.close();
            store = left;
            broker = start();
        }

        void goOn() {
            subscriber.begin(broker);
            publisher.begin(broker);
            until(() -> subscriber.connected && publisher.connected);
            if (!subscriber.granted.contains("t/#")) {
                subscriber.subscribe("t/#");
                until(() -> subscriber.granted.contains("t/#"));
            }
            publish(2);
        }

        /** Waits until nothing is open any more, and looks at what came of it. */
        void check() {
            until(() -> publisher.everythingIsAcknowledged()
                    && store.sessions().stream()
                            .allMatch(session -> session.queue().isEmpty()
                                    && session.accepted().isEmpty()));
            assertThat(publisher.everythingIsAcknowledged()).isTrue();
            assertThat(delivered("t/once")).isEqualTo(once);
            assertThat(new LinkedHashSet<>(delivered("t/more"))).containsExactlyElementsOf(more);
            assertThat(store.retained.match("state").toCompletableFuture().join())
                    .extracting(message -> new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(states.isEmpty() ? List.of() : List.of(states.getLast()));
            assertThat(store.sessions()).hasSize(2).allSatisfy(session -> {
                assertThat(session.queue()).isEmpty();
                assertThat(session.accepted()).isEmpty();
            });
            assertThat(store.wrong()).isEmpty();
        }

        private List<String> delivered(String topic) {
            return subscriber.delivered.getOrDefault(topic, List.of());
        }
    }

    private static JournalStore store(Mode mode) {
        return mode == Mode.AT_ONCE ? new JournalStore() : new JournalStore().byHand();
    }

    private static int changes(Mode mode) {
        Story whole = new Story(mode, store(mode), 1, 0);
        try {
            whole.subscriber.begin(whole.broker);
            whole.publisher.begin(whole.broker);
            whole.until(() -> whole.subscriber.connected && whole.publisher.connected);
            whole.tell();
            whole.check();
            return whole.store.changes();
        } finally {
            whole.broker.close();
        }
    }

    private static void crashAfter(Mode mode, int changes, int loops, long seed) {
        Story story = new Story(mode, store(mode).limit(changes), loops, seed);
        try {
            story.tell();
            story.crash();
            story.goOn();
            story.check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "crash after " + changes + " changes, " + mode + ", " + loops + " loops, seed " + seed, e);
        } finally {
            story.broker.close();
        }
    }

    @Test
    void aCrashAfterAnyChangeThatIsDurableAtOnce() {
        IntStream.rangeClosed(0, changes(Mode.AT_ONCE)).forEach(changes -> crashAfter(Mode.AT_ONCE, changes, 1, 0));
    }

    @Test
    void aCrashThatCutsAnyBatchAnywhere() {
        IntStream.rangeClosed(0, changes(Mode.IN_BATCHES))
                .forEach(changes -> crashAfter(Mode.IN_BATCHES, changes, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aCrashWhileMuchWaitsForASlowStore(int loops) {
        Random random = new Random(loops);
        int changes = changes(Mode.IN_SLOW_BATCHES);
        for (int i = 0; i < 60; i++) {
            crashAfter(Mode.IN_SLOW_BATCHES, random.nextInt(changes + 1), loops, random.nextLong());
        }
    }
}
