package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.core.limits.RateSettings;
import io.caracal.core.limits.RateSettings.OverRate;
import io.caracal.core.limits.ZonesSettings;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that send faster than they may. Times are only bounded from below, so that a slow machine harms no test. */
class RateLimitTest {
    private static final ListenerInfo LISTENER = new ListenerInfo("tcp:test");

    private final TestBroker broker = TestBroker.with().loops(2).start();

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private static RateSettings messages(String rate) {
        return of(rate, "infinity", "infinity", OverRate.READ_LESS);
    }

    private static RateSettings of(String messages, String bytes, String totalMessages, OverRate over) {
        return new RateSettings("infinity", "0", messages, "0", bytes, "0", totalMessages, "infinity", over);
    }

    private static Packet[] burst(RawClient client, int count, int qos) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.message("t", Integer.toString(i), qos))
                .toArray(Packet[]::new);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void whoPublishesTooFastIsReadFromLessAndLosesNothing() {
        broker.broker.limits(LISTENER, messages("20/s"));
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient publisher = broker.connect("publisher");
        long start = System.nanoTime();

        publisher.send(burst(publisher, 50, 0));

        assertThat(subscriber.receiveTexts(50)).isEqualTo(numbers(50));
        assertThat(since(start)).isGreaterThan(Duration.ofMillis(1400));
    }

    @Test
    void acknowledgementsComeAtTheRateToo() {
        broker.broker.limits(LISTENER, messages("20/s"));
        RawClient publisher = broker.connect("publisher");
        long start = System.nanoTime();

        publisher.send(burst(publisher, 40, 1));

        for (int i = 1; i <= 40; i++) {
            assertThat(publisher.receive(Packet.PubAck.class).packetId()).isEqualTo(i);
        }
        assertThat(since(start)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void bytesAreLimitedTooWithinAPacketAsWell() {
        broker.broker.limits(LISTENER, of("infinity", "100KB/s", "infinity", OverRate.READ_LESS));
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient publisher = broker.connect("publisher");
        long start = System.nanoTime();

        publisher.send(publisher.message("t", new byte[300 * 1024], 0, false));

        assertThat(subscriber.receivePublish().payload()).hasSize(300 * 1024);
        // What came last is paid for later, at most as much as is read at once.
        assertThat(since(start)).isGreaterThan(Duration.ofMillis(1000));
    }

    @Test
    void nobodyElseWaits() {
        broker.broker.limits(LISTENER, messages("5/h"));
        RawClient subscriber = broker.connect(broker.idOn(0, "subscriber")).subscribe("t", 0);
        RawClient held = broker.connect(broker.idOn(0, "held"));
        RawClient other = broker.connect(broker.idOn(0, "other"));
        held.send(burst(held, 100, 0));
        assertThat(subscriber.receiveTexts(5)).isEqualTo(numbers(5));

        other.publish("t", "of another", 0);

        assertThat(subscriber.receiveText()).isEqualTo("of another");
    }

    @Test
    void theRatesOfAZoneHoldBesideThoseOfTheListener() {
        broker.broker.limits(LISTENER, messages("1000/s"));
        broker.broker.follow(new ZonesSettings(Map.of("default", messages("3/h"))));
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient publisher = broker.connect("publisher");

        publisher.send(burst(publisher, 10, 0));

        assertThat(subscriber.receiveTexts(3)).isEqualTo(numbers(3));
        subscriber.assertNothingCame();
    }

    @Test
    void aTotalIsSharedByAllClients() {
        broker.broker.limits(LISTENER, of("infinity", "infinity", "10/h", OverRate.READ_LESS));
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient one = broker.connect(broker.idOn(0, "one"));
        RawClient two = broker.connect(broker.idOn(1, "two"));
        one.send(burst(one, 10, 0));
        subscriber.receiveTexts(10);

        two.send(burst(two, 10, 0));
        two.available();

        // One may come before the other loop knows.
        assertThat(subscriber.untilPong()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void otherRatesHoldAtOnceForThoseWhoAreThereAndHeld() {
        broker.broker.limits(LISTENER, messages("1/d"));
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient publisher = broker.connect("publisher");
        publisher.send(burst(publisher, 50, 0));
        assertThat(subscriber.receiveText()).isEqualTo("0");

        broker.broker.limits(LISTENER, RateSettings.NONE);

        assertThat(subscriber.receiveTexts(49)).isEqualTo(numbers(50).subList(1, 50));
    }

    @Test
    void aLimitThatIsSetLaterHoldsForThoseWhoAreThere() {
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient publisher = broker.connect("publisher");

        broker.broker.limits(LISTENER, messages("2/h"));
        broker.turn();
        publisher.send(burst(publisher, 10, 0));

        assertThat(subscriber.receiveTexts(2)).isEqualTo(numbers(2));
        subscriber.assertNothingCame();
    }

    @Test
    void whoIsToBeSentAwayForItIsToldWhy() {
        broker.broker.limits(LISTENER, of("5/s", "infinity", "infinity", OverRate.DISCONNECT));
        RawClient publisher = broker.connect("publisher");

        publisher.send(burst(publisher, 6, 0));

        assertThat(publisher.sentAway()).isEqualTo(ReasonCode.MESSAGE_RATE_TOO_HIGH);
    }

    @Test
    void whoIsHeldIsNotTakenForSilent() {
        broker.broker.limits(LISTENER, messages("1/3s"));
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient publisher = broker.connect(Login.as("publisher").keepAlive(1));

        publisher.send(burst(publisher, 2, 0));

        assertThat(subscriber.receiveTexts(2)).isEqualTo(numbers(2));
    }

    @Test
    void connectionsAreTakenAtTheirRate() {
        broker.broker.limits(
                LISTENER,
                new RateSettings(
                        "3/h", "2/h", "infinity", "0", "infinity", "0", "infinity", "infinity", OverRate.READ_LESS));

        int taken = 0;
        while (broker.broker.connectionDelay(LISTENER) == 0) {
            broker.broker.connectionTaken(LISTENER);
            taken++;
        }

        assertThat(taken).isEqualTo(5);
    }
}
