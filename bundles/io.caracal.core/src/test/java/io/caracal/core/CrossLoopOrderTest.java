package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishers and subscribers on all loops: each subscriber sees the messages of each publisher in their order. */
class CrossLoopOrderTest {
    private static final int PER_LOOP = 2;
    private static final int LOOPS = 3;
    private static final int COUNT = 1000;

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec("MQTT-4.6.0-5")
    void messagesOfAPublisherToATopicKeepTheirOrder(int qos) {
        try (TestBroker broker = TestBroker.with()
                .loops(LOOPS)
                .mqtt("maxMqueueLen", java.util.Optional.empty())
                .start()) {
            List<RawClient> subscribers = IntStream.range(0, PER_LOOP * LOOPS)
                    .mapToObj(
                            i -> broker.connect(broker.idOn(i % LOOPS, "s" + i)).subscribe("order/#", qos))
                    .toList();
            CompletableFuture<?>[] publishing = IntStream.range(0, PER_LOOP * LOOPS)
                    .mapToObj(i ->
                            TestBroker.beside(() -> publish(broker.connect(broker.idOn(i % LOOPS, "p" + i)), i, qos)))
                    .toArray(CompletableFuture[]::new);

            for (RawClient subscriber : subscribers) {
                assertInOrder(subscriber);
            }

            CompletableFuture.allOf(publishing).join();
        }
    }

    private static void publish(RawClient publisher, int number, int qos) {
        int unanswered = 0;
        for (int i = 0; i < COUNT; i += 20) {
            Packet[] batch = new Packet[20];
            for (int j = 0; j < batch.length; j++) {
                batch[j] = publisher.message("order/" + number, number + ":" + (i + j), qos);
            }
            publisher.send(batch);
            unanswered += qos == 0 ? 0 : batch.length;
            for (; unanswered > 60; unanswered--) {
                publisher.receive(Packet.PubAck.class);
            }
        }
        for (; unanswered > 0; unanswered--) {
            publisher.receive(Packet.PubAck.class);
        }
    }

    private static void assertInOrder(RawClient subscriber) {
        Map<String, List<Integer>> byPublisher = new HashMap<>();
        for (int i = 0; i < PER_LOOP * LOOPS * COUNT; i++) {
            String[] text = subscriber.receiveText().split(":", 2);
            byPublisher.computeIfAbsent(text[0], key -> new ArrayList<>()).add(Integer.parseInt(text[1]));
        }
        assertThat(byPublisher.values()).allSatisfy(numbers -> assertThat(numbers)
                .isEqualTo(IntStream.range(0, COUNT).boxed().toList()));
    }
}
