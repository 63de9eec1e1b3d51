package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeepAliveTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.12.4-1", "3.1.1:MQTT-3.12.4-1"})
    void pingIsAnswered(Version version) {
        connected(version).send(Packets.PINGREQ).read(Packet.PINGRESP);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-22", "MQTT-3.2.2-22", "3.1.1:MQTT-3.1.2-24"})
    void silentClientIsDisconnectedAfterOneAndAHalfTimesItsKeepAlive(Version version) {
        Instant start = Instant.now();
        RawClient client = connected(new Connect(version).clientId(name("a")).keepAlive(2));

        client.expectDisconnect(0x8D);

        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(2900));
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-22", "3.1.1:MQTT-3.1.2-24"})
    void everyPacketKeepsConnectionAlive(Version version) {
        RawClient client = connected(new Connect(version).clientId(name("a")).keepAlive(1));

        for (int i = 0; i < 4; i++) {
            client.expectSilence(Duration.ofMillis(800));
            client.send(i % 2 == 0 ? Packets.PINGREQ : new Publish(topic("a")).encode(version));
            if (i % 2 == 0) {
                client.read(Packet.PINGRESP);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepAliveZeroIsNotWatched(Version version) {
        RawClient client = connected(new Connect(version).clientId(name("a")).keepAlive(0));

        client.expectSilence(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-22", "3.1.1:MQTT-3.1.2-24"})
    void receivingDoesNotKeepConnectionAlive(Version version) {
        RawClient client =
                connected(new Connect(version).clientId(name("a")).keepAlive(1)).subscribe(topic("a"), 0);
        RawClient publisher = connected(version);
        for (int i = 0; i < 5; i++) {
            publisher.expectSilence(Duration.ofMillis(300));
            publisher.send(new Publish(topic("a")));
        }

        client.expectDisconnectBehind(Packet.PUBLISH, 0x8D);
    }
}
