package io.caracal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Gate gate = new Gate();

    @Test
    void closedGateLetsNobodyInAndIsEmpty() {
        gate.close();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.closed()).isTrue();
        assertThat(gate.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void closedGateIsEmptyWhenTheLastOneHasLeft() {
        gate.enter();
        gate.enter();
        gate.close();
        gate.leave();
        assertThat(gate.occupied()).isTrue();
        assertThat(gate.awaitEmpty(SHORT)).isFalse();
        assertThat(gate.enter()).isFalse();
        gate.leave();
        assertThat(gate.awaitEmpty(LONG)).isTrue();
    }
}
