package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.caracal.core.NodeSettings.Transport;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ProtocolVersion;
import io.netty.channel.epoll.Epoll;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One message with each QoS from one client to another, whatever the machine gives. */
class ExchangeTest {
    static Stream<Arguments> machines() {
        return Stream.of(Transport.EPOLL, Transport.NIO)
                .flatMap(transport -> Stream.of(1, 3).map(loops -> Arguments.of(transport, loops)));
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void messagesOfEveryQosArriveOnEveryTransport(Transport transport, int loops) {
        assumeTrue(transport == Transport.NIO || Epoll.isAvailable(), () -> "no epoll: " + Epoll.unavailabilityCause());
        try (TestBroker broker =
                TestBroker.with().transport(transport).loops(loops).start()) {
            for (ProtocolVersion version : ProtocolVersion.values()) {
                RawClient subscriber = broker.connect(Login.as("s" + version).version(version));
                RawClient publisher = broker.connect(Login.as("p" + version).version(version));
                subscriber.subscribe(version + "/#", 2);

                publisher.publish(version + "/0", "at most once", 0);
                assertThat(subscriber.receiveText()).isEqualTo("at most once");

                int one = publisher.publish(version + "/1", "at least once", 1);
                assertThat(publisher.receive(Packet.PubAck.class).packetId()).isEqualTo(one);
                assertThat(subscriber.receiveText()).isEqualTo("at least once");

                int two = publisher.publish(version + "/2", "exactly once", 2);
                assertThat(publisher.receive(Packet.PubRec.class).packetId()).isEqualTo(two);
                publisher.pubrel(two);
                assertThat(publisher.receive(Packet.PubComp.class).packetId()).isEqualTo(two);
                Packet.Publish publish = subscriber.receivePublish();
                subscriber.pubrec(publish.packetId());
                assertThat(subscriber.receive(Packet.PubRel.class).packetId()).isEqualTo(publish.packetId());
                subscriber.pubcomp(publish.packetId()).assertNothingCame();
            }
        }
    }
}
