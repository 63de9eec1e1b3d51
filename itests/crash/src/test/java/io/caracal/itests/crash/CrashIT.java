package io.caracal.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.support.Distribution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few kills of many; {@code itests/bench/crash} does the others. */
class CrashIT {
    private static final int CYCLES = 5;

    @Test
    void nothingThatWasAcknowledgedIsLostWhenTheBrokerIsKilled() throws Exception {
        List<String> wrong = new CrashRun(Distribution.built(), Crash.plan(CYCLES), System.out).run();

        assertThat(wrong).isEmpty();
    }
}
