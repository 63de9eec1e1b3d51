package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.mqtt.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that keep the broker busy, and those beside them. */
class FairnessTest {
    private static final int SUBSCRIBERS = 100;
    private static final int FLOOD = 3000;

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    /** All that the flood brings about is 300,000 deliveries, some of them before the other has its turn. */
    @ParameterizedTest
    @EnumSource(value = NodeSettings.Transport.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void whoFloodsDoesNotDelayOthersByMoreThanASlice(NodeSettings.Transport transport) throws Exception {
        try (TestBroker broker = TestBroker.with().loops(1).transport(transport).start()) {
            List<RawClient> subscribers = new ArrayList<>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(broker.connect("subscriber" + i).subscribe("t", 0));
            }
            RawClient flooding = broker.connect("flooding");
            RawClient other = broker.connect("other");
            CountDownLatch go = new CountDownLatch(1);
            broker.stall(0, go);
            flooding.send(IntStream.range(0, FLOOD)
                    .mapToObj(i -> flooding.message("t", "flood", 0))
                    .toArray(Packet[]::new));
            other.publish("t", "other", 0);
            go.countDown();

            List<String> received = subscribers.getFirst().receiveTexts(FLOOD + 1);

            assertThat(received.indexOf("other")).isLessThan(FLOOD / 2);
            assertThat(received.stream().filter("flood"::equals)).hasSize(FLOOD);
        }
    }

    @Test
    void theOrderOfAFloodIsKept() {
        try (TestBroker broker = TestBroker.with().loops(1).start()) {
            List<RawClient> subscribers = new ArrayList<>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(broker.connect("subscriber" + i).subscribe("t", 0));
            }
            RawClient flooding = broker.connect("flooding");

            flooding.send(IntStream.range(0, FLOOD)
                    .mapToObj(i -> flooding.message("t", Integer.toString(i), 0))
                    .toArray(Packet[]::new));

            assertThat(subscribers.getLast().receiveTexts(FLOOD))
                    .isEqualTo(IntStream.range(0, FLOOD)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }
}
