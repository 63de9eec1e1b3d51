package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.core.TimerWheel.Timeout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long START = 1_234_567;

    /** A turn of the wheel and a bit. */
    private static final long BEYOND_A_TURN = 512 * TimerWheel.TICK_MILLIS + 12_345;

    private final TimerWheel wheel = new TimerWheel(START);
    private final List<Long> fired = new ArrayList<>();

    @Test
    void nothingFiresEarlyAndEverythingWithinATick() {
        Random random = new Random(1);
        List<String> wrong = new ArrayList<>();
        int[] open = {2000};
        for (int i = 0; i < 2000; i++) {
            long deadline = START + random.nextLong(BEYOND_A_TURN * 2);
            wheel.schedule(deadline, now -> {
                open[0]--;
                if (now < deadline || now > deadline + 2 * TimerWheel.TICK_MILLIS) {
                    wrong.add("deadline " + deadline + " fired at " + now);
                }
                return 0;
            });
        }

        for (long now = START; now < START + BEYOND_A_TURN * 2 + 1000; now += 37) {
            wheel.advance(now);
        }

        assertThat(wrong).isEmpty();
        assertThat(open[0]).isZero();
    }

    @Test
    void aDeadlineThatHasPassedFiresAtTheNextTick() {
        wheel.schedule(START - 5000, this::once);

        wheel.advance(START + 2 * TimerWheel.TICK_MILLIS);

        assertThat(fired).hasSize(1);
    }

    @Test
    void aHandlerThatNamesATimeIsAskedAgainThen() {
        wheel.schedule(START + 1000, now -> {
            fired.add(now);
            return fired.size() < 3 ? now + 1000 : 0;
        });

        advanceTo(START + 20_000);

        assertThat(fired).hasSize(3);
        assertThat(fired.get(1) - fired.get(0)).isGreaterThanOrEqualTo(1000);
        assertThat(fired.get(2) - fired.get(1)).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void aHandlerMayMoveItsTimeBeyondATurn() {
        long second = START + 1000 + BEYOND_A_TURN;
        wheel.schedule(START + 1000, now -> {
            fired.add(now);
            return fired.size() == 1 ? second : 0;
        });

        advanceTo(second - 1);
        assertThat(fired).hasSize(1);
        advanceTo(second + 2 * TimerWheel.TICK_MILLIS);
        assertThat(fired).hasSize(2);
    }

    @Test
    void whatIsCancelledNeverFires() {
        Timeout near = wheel.schedule(START + 1000, this::once);
        Timeout far = wheel.schedule(START + BEYOND_A_TURN, this::once);

        near.cancel();
        far.cancel();
        advanceTo(START + 2 * BEYOND_A_TURN);

        assertThat(fired).isEmpty();
    }

    @Test
    void aHandlerThatCancelsItselfIsNotAskedAgain() {
        List<Timeout> self = new ArrayList<>();
        self.add(wheel.schedule(START + 1000, now -> {
            fired.add(now);
            self.getFirst().cancel();
            return now + 1000;
        }));

        advanceTo(START + 10_000);

        assertThat(fired).hasSize(1);
    }

    @Test
    void aHandlerMayCancelAnotherThatIsDueWithIt() {
        List<Timeout> second = new ArrayList<>();
        wheel.schedule(START + 1000, now -> {
            second.getFirst().cancel();
            return 0;
        });
        second.add(wheel.schedule(START + 1000, this::once));

        advanceTo(START + 10_000);

        assertThat(fired).isEmpty();
    }

    @Test
    void aHandlerMayScheduleAnother() {
        wheel.schedule(START + 1000, now -> {
            wheel.schedule(now, this::once);
            return 0;
        });

        advanceTo(START + 1000 + 4 * TimerWheel.TICK_MILLIS);

        assertThat(fired).hasSize(1);
    }

    @Test
    void afterAPauseLongerThanATurnEverythingDueFiresOnce() {
        for (int i = 0; i < 100; i++) {
            wheel.schedule(START + i * 1000L, this::once);
        }

        wheel.advance(START + 3 * BEYOND_A_TURN);

        assertThat(fired).hasSize(100);
    }

    @Test
    void aHandlerThatFailsHarmsNoOther() {
        wheel.schedule(START + 1000, now -> {
            throw new IllegalStateException("a handler that fails, says the test");
        });
        wheel.schedule(START + 1000, this::once);
        wheel.schedule(START + 1500, this::once);

        advanceTo(START + 10_000);

        assertThat(fired).hasSize(2);
    }

    private long once(long now) {
        fired.add(now);
        return 0;
    }

    private void advanceTo(long to) {
        for (long now = wheel.now(); now < to; now += TimerWheel.TICK_MILLIS / 2) {
            wheel.advance(now);
        }
        wheel.advance(to);
    }
}
