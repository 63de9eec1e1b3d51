package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.config.Bytes;
import io.caracal.mqtt.ReasonCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Settings change while clients are connected: what a client was told holds, everything else follows. */
class ChangedSettingsTest {
    private static final String LARGE = "x".repeat(200);

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @Test
    void aConnectionKeepsTheLimitsThatItsClientWasTold() {
        try (TestBroker broker = TestBroker.with().start()) {
            RawClient there = broker.connect("there");
            RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);

            broker.broker.follow(Settings.mqtt("maxPacketSize", new Bytes(100)));

            there.publish("t", LARGE, 0);
            assertThat(subscriber.receiveText()).isEqualTo(LARGE);
            RawClient added = broker.connect("added");
            added.publish("t", LARGE, 0);
            assertThat(added.sentAway()).isEqualTo(ReasonCode.PACKET_TOO_LARGE);
        }
    }

    @Test
    void loopsAreIgnoredForConnectionsThatAreThere() {
        try (TestBroker broker = TestBroker.with().start()) {
            RawClient client = broker.connect("client").subscribe("t", 0);

            broker.broker.follow(Settings.mqtt("ignoreLoopDeliver", true));

            client.publish("t", "own", 0);
            client.assertNothingCame();
        }
    }

    @Test
    void theLimitOfRetainedPayloadsHoldsAtOnce() {
        try (TestBroker broker = TestBroker.with().start()) {
            RawClient publisher = broker.connect("publisher");

            broker.broker.follow(Settings.retainer("maxPayloadSize", new Bytes(10)));

            publisher.send(publisher.message("large", LARGE.getBytes(UTF_8), 0, true));
            publisher.send(publisher.message("small", new byte[] {1}, 0, true));
            publisher.untilPong();
            RawClient subscriber = broker.connect("subscriber").subscribe("#", 0);
            assertThat(subscriber.receivePublish().topic()).isEqualTo("small");
            subscriber.assertNothingCame();
        }
    }
}
