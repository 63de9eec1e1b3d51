package io.caracal.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long now = System.nanoTime() + SECOND;

    private static Allowance of(long amount, long burst) {
        return Objects.requireNonNull(Allowance.of(
                Optional.of(new Rate(amount, SECOND)),
                burst == 0 ? Optional.empty() : Optional.of(new Rate(burst, 3600 * SECOND))));
    }

    /** How many come at one moment before there has to be a pause. */
    private static int atOnce(Allowance allowance, long when) {
        int count = 0;
        while (allowance.delay(when) == 0) {
            allowance.take(1, when);
            count++;
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 1000})
    void whatAPeriodAllowsMayComeAtOnce(int amount) {
        assertThat(atOnce(of(amount, 0), now)).isEqualTo(amount);
    }

    @Test
    void aBurstMayComeOnTop() {
        assertThat(atOnce(of(10, 25), now)).isEqualTo(35);
    }

    @Test
    void theRateGoesOnBehindABurst() {
        Allowance allowance = of(10, 25);
        atOnce(allowance, now);

        assertThat(atOnce(allowance, now + SECOND)).isEqualTo(10);
    }

    @Test
    void itSaysHowLongToWait() {
        Allowance allowance = of(10, 0);
        atOnce(allowance, now);

        assertThat(allowance.delay(now)).isBetween(SECOND / 10 - 10, SECOND / 10 + 10);
    }

    @Test
    void whatWasTooMuchIsPaidForLater() {
        Allowance allowance = of(10, 0);

        allowance.take(40, now);

        assertThat(allowance.delay(now)).isBetween(3 * SECOND, 3 * SECOND + SECOND / 10 + 10);
    }

    @Test
    void quietTimesAreNotSavedUp() {
        Allowance allowance = of(10, 0);

        assertThat(atOnce(allowance, now + 3600 * SECOND)).isEqualTo(10);
    }

    @Property(tries = 200)
    void overTimeItIsTheRateWhateverThePattern(
            @ForAll @IntRange(min = 1, max = 5000) int rate, @ForAll @IntRange(min = 1, max = 50) int stepMillis) {
        Allowance allowance = of(rate, 0);
        long count = 0;
        for (long t = now; t < now + 20 * SECOND; t += stepMillis * 1_000_000L) {
            count += atOnce(allowance, t);
        }

        assertThat(count).isBetween(19L * rate, 21L * rate + 1);
    }
}
