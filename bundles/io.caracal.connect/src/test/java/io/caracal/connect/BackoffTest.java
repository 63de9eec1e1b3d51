package io.caracal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private static LongStream delays(int failures) {
        Random random = new Random(1);
        return IntStream.range(0, 1000)
                .mapToLong(_ -> Backoff.afterFailure(failures, INTERVAL, random).toMillis());
    }

    @Test
    void theFirstRetryComesSoonAndNotForAllAtOnce() {
        assertThat(delays(1)).allMatch(delay -> delay >= 250 && delay <= 500);
        assertThat(delays(1).distinct().count()).isGreaterThan(100);
    }

    @Test
    void retriesComeEverMoreSeldomAndNeverMoreSeldomThanTheInterval() {
        for (int failures : new int[] {6, 20, 64, Integer.MAX_VALUE}) {
            assertThat(delays(failures)).allMatch(delay -> delay >= 7_500 && delay <= 15_000);
        }
    }

    @Test
    void checksOfAHealthyConnectorDriftApart() {
        Random random = new Random(1);
        assertThat(IntStream.range(0, 1000)
                        .mapToLong(_ -> Backoff.afterSuccess(INTERVAL, random).toMillis()))
                .allMatch(delay -> delay >= 13_500 && delay <= 15_000);
    }
}
