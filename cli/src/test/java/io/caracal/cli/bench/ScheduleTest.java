package io.caracal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long START = 5_000_000_000L;

    private static double seconds(Schedule schedule, long message) {
        schedule.start(START);
        return (schedule.due(message) - START) / 1e9;
    }

    @Test
    void aRateIsEvenlySpaced() {
        Schedule schedule = new Schedule(1000, Duration.ZERO);

        assertThat(seconds(schedule, 0)).isZero();
        assertThat(seconds(schedule, 1)).isEqualTo(0.001, within(1e-9));
        assertThat(seconds(schedule, 60_000)).isEqualTo(60, within(1e-6));
    }

    @Test
    void theRateRisesSteadily() {
        Schedule schedule = new Schedule(1000, Duration.ofSeconds(10));

        assertThat(seconds(schedule, 1250))
                .as("a quarter of the messages of the rise")
                .isEqualTo(5, within(1e-6));
        assertThat(seconds(schedule, 5000)).as("the end of the rise").isEqualTo(10, within(1e-6));
        assertThat(seconds(schedule, 6000)).isEqualTo(11, within(1e-6));
    }
}
