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
import java.util.Optional;
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

    private final TestBroker broker = TestBroker.with()
            .loops(2)
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
