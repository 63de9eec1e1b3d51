package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.broker.Alarm;
import io.caracal.api.config.Bytes;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More waits than there is room for. */
class OverloadTest {
    private static final int CEILING = 1024 * 1024;
    private static final int PERCENT = CEILING / 100;

    private final AtomicLong delayMillis = new AtomicLong();
    private final AtomicInteger heapPercent = new AtomicInteger();
    private final TestBroker broker = TestBroker.with()
            .loops(2)
            .gauges(new Overload.Gauges(_ -> delayMillis.get(), heapPercent::get))
            .mqtt("maxMqueueLen", Optional.of(100_000))
            .start();
    private final Login keeper = Login.as("keeper").with(Property.SESSION_EXPIRY_INTERVAL, 3600);
    private final RawClient publisher = broker.connect("publisher");

    @BeforeEach
    void someoneIsAwayForWhomMessagesWait() {
        broker.broker.follow(
                new OverloadSettings(true, Optional.of(new Bytes(CEILING)), Duration.ofSeconds(60), Optional.empty()));
        broker.connect(keeper).subscribe("t", 1).disconnect();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    /** Lets messages wait that fill so many percent of the ceiling. */
    private void fill(int percent) {
        for (int i = 0; i < percent; i++) {
            publisher.send(publisher.message("t", new byte[PERCENT - 200], 1, false));
            publisher.receive(Packet.PubAck.class);
        }
    }

    private void awaitLevel(OverloadLevel level) {
        await().until(() -> broker.broker.overload().level() == level);
    }

    private RawClient refused(Login login) {
        RawClient client = broker.begin(login);
        assertThat(client.receive(Packet.ConnAck.class).returnCode())
                .isEqualTo(login.version() == ProtocolVersion.MQTT_5 ? ReasonCode.SERVER_BUSY.code() : 3);
        return client;
    }

    /** The level after the loops and the heap were looked at, which happens at every tenth look. */
    private OverloadLevel looked() {
        Overload overload = broker.broker.overload();
        broker.broker
                .loop(0)
                .eventLoop
                .submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        overload.look();
                    }
                })
                .syncUninterruptibly();
        return overload.level();
    }

    private void assertNothingNewIsLetInAndAnAlarmSays(String why) {
        assertThat(looked()).isEqualTo(OverloadLevel.NO_CONNECTIONS);
        refused(Login.as("new"));
        broker.resume(keeper).disconnect();
        publisher.publish("elsewhere", "taken", 1);
        publisher.receive(Packet.PubAck.class);
        assertThat(broker.broker.alarms().active()).singleElement().satisfies(alarm -> assertThat(alarm.message())
                .contains("new connections are refused", why));
    }

    private void assertAllIsWellAgain() {
        assertThat(looked()).isEqualTo(OverloadLevel.NONE);
        broker.connect("new");
        assertThat(broker.broker.alarms().active()).isEmpty();
        assertThat(broker.broker.alarms().past()).singleElement().satisfies(alarm -> assertThat(alarm.deactivatedAt())
                .isPresent());
    }

    @Test
    void nobodyNewIsLetInWhileALoopIsLateUntilItIsHalfAsLate() {
        delayMillis.set(60_000);
        assertNothingNewIsLetInAndAnAlarmSays("60000 ms late");

        delayMillis.set(30_000);
        assertNothingNewIsLetInAndAnAlarmSays("60000 ms late");

        delayMillis.set(29_999);
        assertAllIsWellAgain();
    }

    @Test
    void nobodyNewIsLetInWhileTheHeapIsFull() {
        heapPercent.set(85);
        assertNothingNewIsLetInAndAnAlarmSays("85 % of the heap");

        heapPercent.set(84);
        assertAllIsWellAgain();
    }

    @Test
    void belowTheLimitsAndWithoutProtectionEverybodyIsLetIn() {
        delayMillis.set(59_999);
        heapPercent.set(84);
        assertThat(looked()).isEqualTo(OverloadLevel.NONE);
        broker.connect("below");

        delayMillis.set(600_000);
        heapPercent.set(100);
        broker.broker.follow(
                new OverloadSettings(false, Optional.of(new Bytes(CEILING)), Duration.ofSeconds(60), Optional.empty()));
        assertThat(looked()).isEqualTo(OverloadLevel.NONE);
        broker.connect("unprotected");
        assertThat(broker.broker.alarms().past()).isEmpty();
    }

    /** What the loops count, which the other tests replace: ticks that come 500 ms late, and then in time again. */
    @Test
    void theDelayOfALoopIsThatOfItsTicksOnAverage() {
        BrokerLoop loop = broker.broker.loop(1);
        LoopLoad load = new LoopLoad(loop);
        long tick = 2 * TimerWheel.TICK_MILLIS;
        List<Long> delays = loop.eventLoop
                .submit(() -> {
                    List<Long> each = new ArrayList<>();
                    long now = 1_000_000;
                    load.tick(now);
                    each.add(loop.counters.delayMillis());
                    for (int i = 0; i < 50; i++) {
                        now += tick + 500;
                        load.tick(now);
                    }
                    each.add(loop.counters.delayMillis());
                    for (int i = 0; i < 50; i++) {
                        now += tick;
                        load.tick(now);
                    }
                    each.add(loop.counters.delayMillis());
                    return each;
                })
                .syncUninterruptibly()
                .getNow();

        assertThat(delays.getFirst()).isZero();
        assertThat(delays.get(1)).isBetween(490L, 500L);
        assertThat(delays.getLast()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void firstNewConnectionsAreRefused(ProtocolVersion version) {
        fill(75);
        awaitLevel(OverloadLevel.NO_CONNECTIONS);

        refused(Login.as("new").version(version));

        assertThat(broker.administration.node.metrics()).containsEntry("overload_protection.new_conn", 1L);
    }

    @Test
    void whoHasASessionIsLetInAndTakesWhatWaits() {
        fill(75);
        awaitLevel(OverloadLevel.NO_CONNECTIONS);

        RawClient back = broker.resume(keeper);

        for (int i = 0; i < 75; i++) {
            back.receiveText();
        }
        awaitLevel(OverloadLevel.NONE);
        broker.connect("new");
    }

    @Test
    void thenQos0MessagesThatWouldHaveToWaitAreDropped() {
        fill(90);
        awaitLevel(OverloadLevel.NO_QOS0);

        publisher.publish("t", "lost", 0);
        publisher.assertNothingCame();

        assertThat(broker.administration.node.metrics()).containsEntry("delivery.dropped.overload", 1L);
    }

    @Test
    void qos0MessagesThatNeedNotWaitAreDelivered() {
        RawClient subscriber = broker.connect("subscriber").subscribe("live", 0);
        fill(90);
        awaitLevel(OverloadLevel.NO_QOS0);

        publisher.publish("live", "delivered", 0);

        assertThat(subscriber.receiveText()).isEqualTo("delivered");
    }

    @Test
    void thenPublishersAreHeldAndLoseNothing() throws Exception {
        fill(105);
        awaitLevel(OverloadLevel.HOLD_PUBLISHERS);
        broker.passTime("publisher", 300);

        publisher.publish("t", "held", 1);

        await().until(() ->
                broker.administration.node.metrics().getOrDefault("overload_protection.publishers_held", 0L) > 0);
        RawClient back = broker.resume(keeper);
        String last = "";
        for (int i = 0; i < 106; i++) {
            last = back.receiveText();
        }
        assertThat(last).isEqualTo("held");
        publisher.receive(Packet.PubAck.class);
    }

    /** Two who feed each other would wait for each other for ever if nothing at all were read. */
    @Test
    void whoIsHeldGetsAMessageThroughFromTimeToTime() throws Exception {
        fill(105);
        awaitLevel(OverloadLevel.HOLD_PUBLISHERS);
        broker.passTime("publisher", 300);

        for (int i = 0; i < 3; i++) {
            publisher.publish("elsewhere", "held", 1);
        }

        for (int i = 0; i < 3; i++) {
            publisher.receive(Packet.PubAck.class);
        }
        assertThat(broker.broker.overload().level()).isEqualTo(OverloadLevel.HOLD_PUBLISHERS);
    }

    @Test
    void anAlarmTellsOfItAndIsRememberedWhenItIsOver() {
        fill(75);
        awaitLevel(OverloadLevel.NO_CONNECTIONS);

        assertThat(broker.broker.alarms().active())
                .singleElement()
                .returns("overload_protection", Alarm::name)
                .returns(Optional.empty(), Alarm::deactivatedAt)
                .satisfies(alarm -> assertThat(alarm.message()).contains("new connections are refused", "1048576"))
                .satisfies(alarm -> assertThat(alarm.details()).containsEntry("level", "no_connections"));
        broker.resume(keeper).receiveTexts(75);
        awaitLevel(OverloadLevel.NONE);
        assertThat(broker.broker.alarms().active()).isEmpty();
        assertThat(broker.broker.alarms().past()).singleElement().satisfies(alarm -> assertThat(alarm.deactivatedAt())
                .isPresent());
    }

    @Test
    void figuresTellWhatWaits() {
        fill(50);

        await().untilAsserted(() -> assertThat(broker.administration.node.stats())
                .hasEntrySatisfying(
                        "queues.bytes.count", bytes -> assertThat(bytes).isBetween(49L * PERCENT, 51L * PERCENT))
                .containsEntry("overload.level.count", 0L));
    }

    @Test
    void whatManyWaitForIsCountedOnce() {
        for (int i = 0; i < 20; i++) {
            broker.connect(Login.as("keeper" + i).with(Property.SESSION_EXPIRY_INTERVAL, 3600))
                    .subscribe("t", 1)
                    .disconnect();
        }

        fill(20);

        await().untilAsserted(() -> assertThat(broker.administration.node.stats())
                .hasEntrySatisfying(
                        "queues.bytes.count", bytes -> assertThat(bytes).isBetween(20L * PERCENT, 50L * PERCENT)));
    }

    @Test
    void nothingIsRefusedIfThatIsTurnedOff() {
        broker.broker.follow(
                new OverloadSettings(false, Optional.of(new Bytes(CEILING)), Duration.ofSeconds(60), Optional.empty()));
        fill(120);

        publisher.publish("t", "taken", 1);

        publisher.receive(Packet.PubAck.class);
        broker.connect("new");
    }
}
