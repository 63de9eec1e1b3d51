package io.caracal.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate();

    @Test
    void closedGateLetsNobodyInAndIsEmpty() {
        gate.close();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.closed()).isTrue();
        assertThat(gate.awaitEmpty(Chains.LONG)).isTrue();
    }

    @Test
    void closedGateIsEmptyWhenTheLastOneHasLeft() {
        gate.enter();
        gate.enter();
        gate.close();
        gate.leave();
        assertThat(gate.awaitEmpty(Chains.SHORT)).isFalse();
        assertThat(gate.enter()).isFalse();
        gate.leave();
        assertThat(gate.awaitEmpty(Chains.LONG)).isTrue();
    }
}
