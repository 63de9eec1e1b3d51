package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Enhanced authentication and refused clients, with the authenticator of this module installed as a plugin. */
@WithSettings(value = "authentication=[{mechanism=challenge}]", plugin = true)
class ChallengeTest extends ConformanceTest {

    private static final String METHOD = "CHALLENGE";

    private Connect withMethod(String clientId) {
        return new Connect(Version.V5)
                .clientId(name(clientId))
                .properties(new Props().text(Props.AUTHENTICATION_METHOD, METHOD));
    }

    private static byte[] answer(int reason, String data) {
        return Packets.auth(
                reason,
                new Props()
                        .text(Props.AUTHENTICATION_METHOD, METHOD)
                        .binary(Props.AUTHENTICATION_DATA, data.getBytes(StandardCharsets.UTF_8)));
    }

    private static String data(Packet packet) {
        return packet.property(Props.AUTHENTICATION_DATA)
                .map(bytes -> new String((byte[]) bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private RawClient authenticated(Connect connect) {
        RawClient client = open(Version.V5).send(connect);
        client.read(Packet.AUTH);
        assertThat(client.send(answer(0x18, "yes")).read(Packet.CONNACK).reason())
                .isZero();
        return client;
    }

    @Test
    @Spec({"MQTT-3.2.0-1", "MQTT-3.15.2-1", "MQTT-4.12.0-2", "MQTT-4.12.0-3", "MQTT-4.12.0-5", "MQTT-3.1.4-6"})
    void exchangeOfSeveralStepsLeadsToConnack() {
        RawClient client = open(Version.V5).send(withMethod("a"));

        Packet first = client.read(Packet.AUTH);
        Packet second = client.send(answer(0x18, "again")).read(Packet.AUTH);
        Packet connack = client.send(answer(0x18, "yes")).read(Packet.CONNACK);

        assertThat(first.reason()).isEqualTo(0x18);
        assertThat(first.property(Props.AUTHENTICATION_METHOD)).contains(METHOD);
        assertThat(data(first)).isEqualTo("challenge 1");
        assertThat(second.reason()).isEqualTo(0x18);
        assertThat(second.property(Props.AUTHENTICATION_METHOD)).contains(METHOD);
        assertThat(data(second)).isEqualTo("challenge 2");
        assertThat(connack.reason()).isZero();
        assertThat(connack.property(Props.AUTHENTICATION_METHOD)).contains(METHOD);
        assertThat(data(connack)).isEqualTo("welcome");
        client.expectOnlyPong();
    }

    @Test
    @Spec({"MQTT-4.12.0-4", "MQTT-3.2.2-6", "MQTT-3.2.2-7"})
    void wrongAnswerIsRefused() {
        RawClient client = open(Version.V5).send(withMethod("a"));
        client.read(Packet.AUTH);

        client.send(answer(0x18, "no"));

        client.expectRefused(0x87);
    }

    @Test
    @Spec({"MQTT-4.12.0-1", "MQTT-3.2.2-7"})
    void methodThatNobodyServesIsRefused() {
        RawClient client = open(Version.V5);

        client.send(new Connect(Version.V5)
                .clientId(name("a"))
                .properties(new Props().text(Props.AUTHENTICATION_METHOD, "OTHER")));

        client.expectRefused(0x8C, 0x87);
    }

    @Test
    @Spec("MQTT-3.1.2-30")
    void otherPacketsDuringExchangeEndConnection() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 0);
        RawClient client = open(Version.V5).send(withMethod("a"));
        client.read(Packet.AUTH);

        client.send(new Publish(topic("a")).payload("too early"));

        client.expectRefusedOrClosed(0x82);
        subscriber.expectSilence();
    }

    @Test
    @Spec({"MQTT-4.12.0-3", "MQTT-3.15.2-1"})
    void answerWithAnotherReasonCodeEndsConnection() {
        RawClient client = open(Version.V5).send(withMethod("a"));
        client.read(Packet.AUTH);

        client.send(answer(0x19, "yes"));

        client.expectRefusedOrClosed(0x82);
    }

    @Test
    @Spec("MQTT-4.12.0-5")
    void answerWithAnotherMethodEndsConnection() {
        RawClient client = open(Version.V5).send(withMethod("a"));
        client.read(Packet.AUTH);

        client.send(Packets.auth(0x18, new Props().text(Props.AUTHENTICATION_METHOD, "OTHER")));

        client.expectRefusedOrClosed(0x82, 0x8C);
    }

    @Test
    @Spec({"MQTT-3.15.2-1", "MQTT-4.12.0-2", "MQTT-4.12.0-5"})
    void connectedClientAuthenticatesAgain() {
        RawClient client = authenticated(withMethod("a")).subscribe(topic("a"), 0);

        Packet challenge = client.send(answer(0x19, "")).read(Packet.AUTH);
        client.send(new Publish(topic("a")).payload("meanwhile")).readMessage("meanwhile");
        Packet success = client.send(answer(0x18, "yes")).read(Packet.AUTH);

        assertThat(challenge.reason()).isEqualTo(0x18);
        assertThat(challenge.property(Props.AUTHENTICATION_METHOD)).contains(METHOD);
        assertThat(success.reason()).isZero();
        assertThat(success.property(Props.AUTHENTICATION_METHOD)).contains(METHOD);
        assertThat(data(success)).isEqualTo("welcome");
        client.expectOnlyPong();
    }

    @Test
    @Spec({"MQTT-4.12.1-2", "MQTT-3.14.2-1"})
    void failedReauthenticationEndsConnection() {
        RawClient client = authenticated(withMethod("a"));
        client.send(answer(0x19, "")).read(Packet.AUTH);

        client.send(answer(0x18, "no"));

        client.expectDisconnect(0x87);
    }

    @Test
    @Spec("MQTT-4.12.1-1")
    void reauthenticationWithAnotherMethodEndsConnection() {
        RawClient client = authenticated(withMethod("a"));

        client.send(Packets.auth(0x19, new Props().text(Props.AUTHENTICATION_METHOD, "OTHER")));

        client.expectDisconnect(0x82, 0x8C);
    }

    /** No AUTH of this broker carries reason string or user property, which shows in the limit of its bare size. */
    @Test
    @Spec({"MQTT-3.15.2-2", "MQTT-3.15.2-3", "MQTT-3.1.2-24"})
    void authFitsIntoMaximumPacketSize() {
        int size = open(Version.V5).send(withMethod("a")).read(Packet.AUTH).size();
        Connect narrow = withMethod("b")
                .properties(
                        new Props().text(Props.AUTHENTICATION_METHOD, METHOD).u32(Props.MAXIMUM_PACKET_SIZE, size));

        Packet auth = open(Version.V5).send(narrow).read(Packet.AUTH);

        assertThat(auth.size()).isLessThanOrEqualTo(size);
        assertThat(data(auth)).isEqualTo("challenge 1");
    }

    @Test
    @Spec("MQTT-4.12.0-6")
    void clientWithoutMethodSeesNoAuth() {
        Packet connack = open(Version.V5).connect(new Connect(Version.V5).clientId(name("a")));

        assertThat(connack.property(Props.AUTHENTICATION_METHOD)).isEmpty();
        assertThat(connack.property(Props.AUTHENTICATION_DATA)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.4-2", "MQTT-3.2.2-6", "MQTT-3.2.2-7", "3.1.1:MQTT-3.2.2-4", "3.1.1:MQTT-3.2.2-5"})
    void refusedUserIsToldAndConnectionEnds(Version version) {
        RawClient client = open(version);

        client.send(new Connect(version)
                .clientId(name("a"))
                .userName("stranger".getBytes(StandardCharsets.UTF_8))
                .clean(false));

        client.expectRefused(version.hasProperties() ? 0x86 : 4);
    }

    private RawClient restricted(Version version) {
        return restricted(version, new Props());
    }

    private RawClient restricted(Version version, Props properties) {
        return connected(new Connect(version)
                .clientId(name("r"))
                .userName("restricted".getBytes(StandardCharsets.UTF_8))
                .properties(properties));
    }

    @Test
    @Spec({
        "MQTT-3.1.2-24",
        "MQTT-3.4.2-2",
        "MQTT-3.4.2-3",
        "MQTT-3.5.2-2",
        "MQTT-3.5.2-3",
        "MQTT-3.9.2-1",
        "MQTT-3.9.2-2"
    })
    void reasonStringsAreLeftOutWhenTheyDoNotFit() {
        List<Packet> unlimited = refusals(new Props());
        int limit = unlimited.stream().mapToInt(Packet::size).min().orElseThrow() - 1;

        List<Packet> limited = refusals(new Props().u32(Props.MAXIMUM_PACKET_SIZE, limit));

        assertThat(unlimited)
                .allMatch(packet -> packet.property(Props.REASON_STRING).isPresent());
        assertThat(limited).allMatch(packet -> packet.size() <= limit);
        assertThat(limited).extracting(Packet::reason).containsOnly(0x87);
    }

    @Test
    @Spec("MQTT-3.1.2-29")
    void reasonStringsAreLeftOutOnRequest() {
        assertThat(refusals(new Props().u8(Props.REQUEST_PROBLEM_INFORMATION, 0)))
                .allMatch(packet -> packet.properties().isEmpty());
    }

    /** PUBACK, PUBREC and SUBACK that each say no. */
    private List<Packet> refusals(Props properties) {
        RawClient client = restricted(Version.V5, properties);
        return List.of(
                client.send(new Publish(topic("denied")).qos(1).id(1)).read(Packet.PUBACK),
                client.send(new Publish(topic("denied")).qos(2).id(2)).read(Packet.PUBREC),
                client.send(new Subscribe(3).filter(topic("denied"), 0)).read(Packet.SUBACK));
    }

    /** MQTT 3.1 cannot say no: the answer is positive, and nothing is delivered (section 3.9 of 3.1). */
    @Test
    void unauthorizedFilterIsAcknowledgedIn31() {
        RawClient client = restricted(Version.V3_1);

        Packet suback = client.send(new Subscribe(1).filter(topic("denied"), 1)).read(Packet.SUBACK);
        connected(Version.V3_1).publish(new Publish(topic("denied")).qos(1).payload("secret"));

        assertThat(suback.reasons()).containsExactly(1);
        client.expectSilence();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1", "V3_1_1"})
    @Spec("3.1.1:MQTT-3.3.5-2")
    void unauthorizedPublicationIsAcknowledgedBefore5(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("#"), 0);
        RawClient client = restricted(version);

        client.publish(new Publish(topic("denied")).qos(1).payload("1"))
                .publish(new Publish(topic("denied")).qos(2).payload("2"))
                .publish(new Publish(topic("allowed")).qos(1).payload("3"));

        subscriber.readMessage("3");
    }

    @Test
    @Spec({"MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-4.3.3-9"})
    void unauthorizedPublicationIsRefusedAndItsIdentifierIsFree() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("#"), 0);
        RawClient client = restricted(Version.V5);

        Packet puback = client.send(new Publish(topic("denied")).qos(1).id(1)).read(Packet.PUBACK);
        Packet pubrec = client.send(new Publish(topic("denied")).qos(2).id(2)).read(Packet.PUBREC);
        Packet next = client.send(new Publish(topic("allowed")).qos(2).id(2).payload("new"))
                .read(Packet.PUBREC);

        assertThat(puback.reason()).isEqualTo(0x87);
        assertThat(pubrec.reason()).isEqualTo(0x87);
        assertThat(next.reason()).isLessThan(0x80);
        assertThat(client.send(Packets.ack(Packet.PUBREL, 2))
                        .read(Packet.PUBCOMP)
                        .reason())
                .isZero();
        subscriber.readMessage("new");
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.8.4-7", "MQTT-3.9.3-1", "3.1.1:MQTT-3.8.4-5", "3.1.1:MQTT-3.9.3-1", "3.1.1:MQTT-3.9.3-2"})
    void unauthorizedFilterIsRefusedInItsPlace(Version version) {
        RawClient client = restricted(version);

        Packet suback = client.send(new Subscribe(1)
                        .filter(topic("allowed"), 1)
                        .filter(topic("denied"), 0)
                        .filter(topic("other"), 2))
                .read(Packet.SUBACK);

        assertThat(suback.reasons()).containsExactly(1, version.hasProperties() ? 0x87 : 0x80, 2);
    }
}
