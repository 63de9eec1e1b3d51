package io.caracal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketIdsTest {
    @Test
    void anIdentifierInUseIsNotGivenTwice() {
        PacketIds ids = new PacketIds(2);

        int one = ids.take(10);
        int two = ids.take(20);

        assertThat(one).isNotEqualTo(two).isPositive();
        assertThat(ids.available()).isFalse();
        assertThat(ids.used()).isEqualTo(2);
    }

    @Test
    void anIdentifierKnowsItsTimeUntilItIsGivenBack() {
        PacketIds ids = new PacketIds(2);
        int id = ids.take(10);

        assertThat(ids.give(id)).isEqualTo(10);
        assertThat(ids.inUse(id)).isFalse();
        assertThat(ids.inUse(0)).isFalse();
        assertThat(ids.inUse(3)).isFalse();
    }
}
