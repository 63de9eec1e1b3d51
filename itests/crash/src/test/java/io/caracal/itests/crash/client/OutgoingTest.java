package io.caracal.itests.crash.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a client sends again. */
class OutgoingTest {
    private final PacketIds ids = new PacketIds();
    private final Outgoing outgoing = new Outgoing(ids);

    @Test
    void whatWasWrittenIsADuplicateWithTheSameIdentifier() {
        int id = publish(1);
        byte[] first = outgoing.packet(id).clone();

        outgoing.written(id);

        byte[] again = outgoing.packet(id);
        assertThat(again[0]).isEqualTo((byte) (first[0] | 0x08));
        first[0] = again[0];
        assertThat(again).isEqualTo(first);
    }

    @Test
    void whatWasReceivedIsReleasedInsteadOfSentAgain() {
        int id = publish(1);

        assertThat(outgoing.received(id)).isEqualTo(1);
        assertThat(outgoing.received(id)).isNull();

        assertThat(outgoing.packet(id)).containsExactly(0x62, 2, 0, id);
    }

    @Test
    void unfinishedMessagesKeepTheirOrder() {
        int first = publish(1);
        int second = publish(2);
        int third = publish(3);

        outgoing.completed(second);

        assertThat(outgoing.unfinished()).containsExactly(first, third);
    }

    @Test
    void anIdentifierInUseIsNotTaken() {
        int used = publish(1);
        for (int i = 0; i < 65_534; i++) {
            ids.free(ids.take());
        }

        assertThat(ids.take()).isNotEqualTo(used);
    }

    private int publish(int number) {
        int id = ids.take();
        outgoing.add(id, number, Packets.publish(5, "t", new byte[] {1}, 2, false, id));
        return id;
    }
}
