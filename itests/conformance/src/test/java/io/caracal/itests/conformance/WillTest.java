package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WillTest extends ConformanceTest {

    private Connect withWill(Version version) {
        return new Connect(version).clientId(name("w")).will(topic("will"), "last words", 1, false);
    }

    private RawClient heir(Version version) {
        return connected(version).subscribe(topic("will"), 2);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-7", "MQTT-3.1.2-8", "MQTT-3.1.2-14", "3.1.1:MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-16"})
    void willIsPublishedWhenConnectionBreaks(Version version) {
        RawClient heir = heir(version);

        connected(withWill(version)).abort();

        Packet will = heir.readMessage("last words");
        assertThat(will.topic()).isEqualTo(topic("will"));
        assertThat(will.qos()).isEqualTo(1);
        assertThat(will.retain()).isFalse();
        connected(version).subscribe(topic("will"), 0).expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-8"})
    void willIsPublishedWhenProtocolIsViolated(Version version) {
        RawClient heir = heir(version);

        connected(withWill(version)).send(withWill(version));

        heir.readMessage("last words");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-8", "MQTT-3.1.2-22", "3.1.1:MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-24"})
    void willIsPublishedWhenKeepAliveRunsOut(Version version) {
        RawClient heir = heir(version);

        RawClient silent = connected(withWill(version).keepAlive(1));

        heir.readMessage("last words");
        silent.expectDisconnect(0x8D);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-8"})
    void willIsPublishedWhenSessionIsTakenOver(Version version) {
        RawClient heir = heir(version);
        connected(withWill(version));

        connected(new Connect(version).clientId(name("w")));

        heir.readMessage("last words");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-8", "MQTT-3.1.2-10", "MQTT-3.14.4-3", "3.1.1:MQTT-3.1.2-10", "3.1.1:MQTT-3.14.4-3"})
    void disconnectDiscardsWill(Version version) {
        RawClient heir = heir(version);

        connected(withWill(version)).disconnect();

        heir.expectSilence();
    }

    @Test
    @Spec("MQTT-3.1.2-8")
    void disconnectWithWillMessagePublishesIt() {
        RawClient heir = heir(Version.V5);

        connected(withWill(Version.V5))
                .send(Packets.disconnect(0x04, new Props()))
                .expectClose();

        heir.readMessage("last words");
    }

    /** Only reason code 0x00 discards the will. */
    @Test
    @Spec("MQTT-3.1.2-8")
    void disconnectWithErrorPublishesWill() {
        RawClient heir = heir(Version.V5);

        connected(withWill(Version.V5))
                .send(Packets.disconnect(0x80, new Props()))
                .expectClose();

        heir.readMessage("last words");
    }

    @Test
    @Spec("MQTT-3.1.3-9")
    void delayedWillIsNotPublishedWhenSessionIsTakenOver() {
        RawClient heir = heir(Version.V5);
        connected(delayed(1));

        connected(delayed(300));

        heir.expectSilence(Duration.ofMillis(2500));
    }

    @Test
    @Spec("MQTT-3.3.2-5")
    void retainedWillExpiresLikeAnyMessage() {
        RawClient heir = heir(Version.V5);
        connected(new Connect(Version.V5)
                        .clientId(name("w"))
                        .will(topic("will"), "brief", 1, true)
                        .willProperties(new Props().u32(Props.MESSAGE_EXPIRY_INTERVAL, 1)))
                .abort();
        heir.acknowledge(heir.readMessage("brief")).expectSilence(Duration.ofMillis(2200));

        heir(Version.V5).expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-10", "3.1.1:MQTT-3.1.2-10", "3.1.1:MQTT-3.1.2-12"})
    void publishedWillIsGone(Version version) {
        RawClient heir = heir(version);
        connected(withWill(version).clean(false)).abort();
        heir.acknowledge(heir.readMessage("last words"));

        connected(new Connect(version).clientId(name("w")).clean(false)).abort();

        heir.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("3.1.1:MQTT-3.1.2-12")
    void clientWithoutWillLeavesNoMessage(Version version) {
        RawClient heir = connected(version).subscribe(topic("#"), 0);

        connected(version).abort();

        heir.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-15", "3.1.1:MQTT-3.1.2-17"})
    void willWithRetainIsRetained(Version version) {
        RawClient heir = heir(version);

        connected(new Connect(version).clientId(name("w")).will(topic("will"), "kept", 2, true))
                .abort();

        Packet live = heir.readMessage("kept");
        assertThat(live.retain()).as("RETAIN for an established subscription").isFalse();
        assertThat(live.qos()).isEqualTo(2);
        assertThat(heir(version).readMessage("kept").retain()).isTrue();
    }

    @Test
    @Spec("MQTT-3.1.3-10")
    void willKeepsItsPropertiesAndTheirOrder() {
        RawClient heir = heir(Version.V5);
        var properties = new Props()
                .user("b", "1")
                .u8(Props.PAYLOAD_FORMAT_INDICATOR, 1)
                .user("a", "2")
                .u32(Props.MESSAGE_EXPIRY_INTERVAL, 1000)
                .text(Props.CONTENT_TYPE, "text/plain")
                .text(Props.RESPONSE_TOPIC, "answers")
                .binary(Props.CORRELATION_DATA, (byte) 1)
                .user("b", "3");

        connected(withWill(Version.V5).willProperties(properties)).abort();

        Packet will = heir.readMessage("last words");
        assertThat(will.all(Props.USER_PROPERTY))
                .isEqualTo(List.of(
                        new Packet.UserProperty("b", "1"),
                        new Packet.UserProperty("a", "2"),
                        new Packet.UserProperty("b", "3")));
        assertThat(will.number(Props.PAYLOAD_FORMAT_INDICATOR)).contains(1L);
        assertThat(will.number(Props.MESSAGE_EXPIRY_INTERVAL))
                .hasValueSatisfying(left -> assertThat(left).isBetween(900L, 1000L));
        assertThat(will.property(Props.CONTENT_TYPE)).contains("text/plain");
        assertThat(will.property(Props.RESPONSE_TOPIC)).contains("answers");
        assertThat(will.property(Props.CORRELATION_DATA)).isPresent();
        assertThat(will.property(Props.WILL_DELAY_INTERVAL)).isEmpty();
    }

    private Connect delayed(int seconds) {
        return withWill(Version.V5)
                .clean(false)
                .properties(new Props().u32(Props.SESSION_EXPIRY_INTERVAL, LONG_EXPIRY))
                .willProperties(new Props().u32(Props.WILL_DELAY_INTERVAL, seconds));
    }

    @Test
    @Spec("MQTT-3.1.2-8")
    void delayedWillIsPublishedAfterItsDelay() {
        RawClient heir = heir(Version.V5);

        connected(delayed(2)).abort();

        heir.expectSilence(Duration.ofSeconds(1));
        heir.readMessage("last words");
    }

    @Test
    @Spec({"MQTT-3.1.3-9", "MQTT-3.1.2-8"})
    void delayedWillIsNotPublishedWhenClientReturnsInTime() {
        RawClient heir = heir(Version.V5);
        connected(delayed(1)).abort();

        RawClient again = connected(delayed(1));

        heir.expectSilence(Duration.ofMillis(2500));
        again.disconnect();
    }

    @Test
    @Spec("MQTT-3.1.2-8")
    void delayedWillIsPublishedWhenSessionEndsBefore() {
        RawClient heir = heir(Version.V5);
        Connect connect = delayed(300).properties(new Props().u32(Props.SESSION_EXPIRY_INTERVAL, 1));

        connected(connect).abort();

        heir.readMessage("last words");
    }

    /** The clean start ends the session, and with it the delay (5.0, comment in section 3.1.4). */
    @Test
    void delayedWillIsPublishedWhenCleanStartEndsSession() {
        RawClient heir = heir(Version.V5);
        connected(delayed(300)).abort();

        connected(new Connect(Version.V5).clientId(name("w")).clean(true));

        heir.readMessage("last words");
    }
}
