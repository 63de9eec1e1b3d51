package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.core.SlowStore.Call;
import io.caracal.core.SlowStore.Waiting;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many messages a publisher may have under way while their acknowledgements wait for the store. */
class ReceiveMaximumTest {
    private static final int MOST = 4;

    private final SlowStore store = new SlowStore().slow(Call.ENQUEUE);

    @ParameterizedTest
    @EnumSource
    void qos2MessageCountsOnceWhileItsPubrecWaits(ProtocolVersion version) throws Exception {
        try (TestBroker broker = broker()) {
            RawClient client = broker.connect(
                    Login.as("publisher").version(version).persistent().resuming());

            for (int i = 0; i < MOST; i++) {
                client.publish("t", "message", 2);
            }
            answer(MOST);

            for (int i = 0; i < MOST; i++) {
                client.receive(Packet.PubRec.class);
            }
            client.assertNothingCame();
        }
    }

    @Test
    void oneMoreThanAllowedIsRefusedWhileAcknowledgementsWait() {
        try (TestBroker broker = broker()) {
            RawClient client = broker.connect(Login.as("publisher")
                    .version(ProtocolVersion.MQTT_5)
                    .persistent()
                    .resuming());
            client.subscribe("own", 1);

            for (int i = 0; i < MOST / 2; i++) {
                client.publish("own", "message", 1);
                client.publish("t", "message", 2);
            }
            client.publish("own", "one more", 1);

            assertThat(client.sentAway()).isEqualTo(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
        }
    }

    @Test
    void waitingQos1MessagesOfEarlierVersionsLeaveRoomForQos2() throws Exception {
        try (TestBroker broker = broker()) {
            RawClient client = broker.connect(Login.as("publisher")
                    .version(ProtocolVersion.MQTT_3_1_1)
                    .persistent()
                    .resuming());
            RawClient keeper = broker.connect(Login.as("keeper").persistent().resuming());
            keeper.subscribe("kept", 1);

            for (int i = 0; i < MOST; i++) {
                client.publish("kept", "message", 1);
            }
            client.publish("t", "message", 2);
            answer(MOST + 1);

            for (int i = 0; i < MOST; i++) {
                client.receive(Packet.PubAck.class);
            }
            client.receive(Packet.PubRec.class);
        }
    }

    private TestBroker broker() {
        return TestBroker.with().mqtt("maxAwaitingRel", MOST).sessions(store).start();
    }

    /** Only when all have come, so that they were under way at the same time. */
    private void answer(int calls) throws InterruptedException {
        List<Waiting> waiting = new ArrayList<>();
        while (waiting.size() < calls) {
            waiting.add(store.next());
        }
        waiting.forEach(Waiting::complete);
    }
}
