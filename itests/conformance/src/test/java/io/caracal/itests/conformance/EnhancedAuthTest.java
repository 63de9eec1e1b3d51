package io.caracal.itests.conformance;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.caracal.itests.spec.Spec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AUTH where no method is offered: what a broker answers to clients that try. */
class EnhancedAuthTest extends ConformanceTest {

    @Test
    @Spec({"MQTT-4.12.0-1", "MQTT-4.12.0-4", "MQTT-3.2.2-7"})
    void unsupportedMethodIsRefused() {
        RawClient client = open(Version.V5);

        client.send(new Connect(Version.V5)
                .clientId(name("a"))
                .properties(new Props()
                        .text(Props.AUTHENTICATION_METHOD, "no such method")
                        .binary(Props.AUTHENTICATION_DATA, (byte) 1)));

        client.expectRefused(0x8C, 0x87);
    }

    static Stream<Arguments> auths() {
        var method = new Props().text(Props.AUTHENTICATION_METHOD, "m");
        return Stream.of(
                argumentSet("re-authentication without method in CONNECT", Packets.auth(0x19, method)),
                argumentSet("continuation out of the blue", Packets.auth(0x18, method)),
                argumentSet("without method", Packets.auth(0x19, new Props())),
                argumentSet("with flags", Bytes.ofHex("f1 00")),
                argumentSet("with a reason code that AUTH has not", Packets.auth(0x82, method)),
                argumentSet(
                        "with a property of CONNECT", Packets.auth(0x19, new Props().u16(Props.RECEIVE_MAXIMUM, 1))));
    }

    @ParameterizedTest
    @MethodSource("auths")
    @Spec({"MQTT-3.15.1-1", "MQTT-3.15.2-1", "MQTT-4.12.0-7", "MQTT-4.13.1-1"})
    void authWithoutMethodInConnectEndsConnection(byte[] auth) {
        RawClient client = connected(Version.V5);

        client.send(auth);

        client.expectDisconnect(0x82, 0x81);
    }

    @Test
    @Spec("MQTT-3.1.0-1")
    void authAsFirstPacketEndsConnection() {
        RawClient client = open(Version.V5);

        client.send(Packets.auth(0x19, new Props().text(Props.AUTHENTICATION_METHOD, "m")));

        client.expectClose();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1", "V3_1_1"})
    void authIsUnknownBefore5(Version version) {
        RawClient client = connected(version);

        client.send(Bytes.ofHex("f0 00"));

        client.expectClose();
    }
}
