package io.caracal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.SingleWriterRecorder;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void intervalsOfAllWritersAddUpToTheTotal() {
        Latency latency = new Latency();
        SingleWriterRecorder one = latency.recorder();
        SingleWriterRecorder two = latency.recorder();
        Latency.record(one, 1000);
        Latency.record(two, 2000);

        assertThat(latency.interval().getTotalCount()).isEqualTo(2);
        Latency.record(one, 3000);

        assertThat(latency.total().getTotalCount()).isEqualTo(3);
        assertThat(latency.total().getMaxValue()).isBetween(3000L, 3010L);
    }

    @Test
    void whatWasBeforeAResetIsForgotten() {
        Latency latency = new Latency();
        Latency.record(latency.recorder(), 1000);

        latency.reset();

        assertThat(latency.total().getTotalCount()).isZero();
    }

    @Test
    void aMessageThatCameBeforeItWentTookNoTime() {
        Latency latency = new Latency();

        Latency.record(latency.recorder(), -5);

        assertThat(latency.total().getMaxValue()).isZero();
    }
}
