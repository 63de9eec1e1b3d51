package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnAckTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.2.2-1", "MQTT-3.2.2-2", "MQTT-3.2.2-8", "3.1.1:MQTT-3.2.2-1"})
    void cleanClientFindsNoSession(Version version) {
        open(version).connect(persistent(version, name("a")));

        Packet connack = open(version).connect(persistent(version, name("a")).clean(true));

        assertThat(connack.acknowledgeFlags()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.2.2-3", "3.1.1:MQTT-3.2.2-2", "3.1.1:MQTT-3.2.2-3"})
    void sessionPresentSaysWhetherOneWasStored(Version version) {
        RawClient client = open(version);
        Packet first = client.connect(persistent(version, name("a")));
        client.disconnect();

        Packet second = open(version).connect(persistent(version, name("a")));

        assertThat(first.acknowledgeFlags()).as("first connection").isZero();
        assertThat(second.acknowledgeFlags()).as("second connection").isEqualTo(1);
    }

    /** The byte is reserved in 3.1. */
    @Test
    void sessionPresentIsNotSentTo31() {
        RawClient client = connected(persistent(Version.V3_1, name("a")));
        client.disconnect();

        Packet connack = open(Version.V3_1).connect(persistent(Version.V3_1, name("a")));

        assertThat(connack.acknowledgeFlags()).isZero();
    }

    @Test
    @Spec("MQTT-2.2.2-1")
    void connackHasPropertyLengthEvenWhenPropertiesAreFew() {
        Packet connack = open(Version.V5).connect(new Connect(Version.V5).clientId(name("a")));

        // the parser fails on a missing or overlong property length
        assertThat(connack.size()).isGreaterThanOrEqualTo(5);
    }

    @Test
    @Spec("MQTT-3.1.2-28")
    void responseInformationIsNotSentUnasked() {
        Packet connack = open(Version.V5)
                .connect(new Connect(Version.V5)
                        .clientId(name("a"))
                        .properties(new Props().u8(Props.REQUEST_RESPONSE_INFORMATION, 0)));

        assertThat(connack.property(Props.RESPONSE_INFORMATION)).isEmpty();
    }

    @Test
    @Spec("MQTT-4.12.0-6")
    void authenticationMethodIsNotSentToClientWithoutOne() {
        Packet connack = open(Version.V5).connect(new Connect(Version.V5).clientId(name("a")));

        assertThat(connack.property(Props.AUTHENTICATION_METHOD)).isEmpty();
        assertThat(connack.property(Props.AUTHENTICATION_DATA)).isEmpty();
    }

    @Test
    void unlimitedFeaturesAreNotAnnouncedAsMissing() {
        Packet connack = open(Version.V5).connect(new Connect(Version.V5).clientId(name("a")));

        assertThat(connack.number(Props.MAXIMUM_QOS))
                .as("maximum QoS is never 2 in a packet")
                .isNotEqualTo(2L);
        assertThat(connack.number(Props.RETAIN_AVAILABLE).orElse(1L)).isEqualTo(1);
        assertThat(connack.number(Props.WILDCARD_SUBSCRIPTION_AVAILABLE).orElse(1L))
                .isEqualTo(1);
        assertThat(connack.number(Props.SUBSCRIPTION_IDENTIFIER_AVAILABLE).orElse(1L))
                .isEqualTo(1);
        assertThat(connack.number(Props.SHARED_SUBSCRIPTION_AVAILABLE).orElse(1L))
                .isEqualTo(1);
    }

    @Test
    @Spec({"MQTT-3.1.2-24", "MQTT-3.2.2-19", "MQTT-3.2.2-20"})
    void connackLeavesOutWhatDoesNotFit() {
        Packet unlimited = refused(new Props());

        Packet limited = refused(new Props().u32(Props.MAXIMUM_PACKET_SIZE, unlimited.size() - 1));

        assertThat(unlimited.property(Props.REASON_STRING)).isPresent();
        assertThat(limited.size()).isLessThan(unlimited.size());
        assertThat(limited.reason()).isEqualTo(unlimited.reason());
    }

    private Packet refused(Props properties) {
        RawClient client = open(Version.V5);
        client.send(new Connect(Version.V5)
                .clientId(name("a"))
                .properties(properties.text(Props.AUTHENTICATION_METHOD, "no such method")));
        return client.expectRefused(0x8C, 0x87);
    }
}
