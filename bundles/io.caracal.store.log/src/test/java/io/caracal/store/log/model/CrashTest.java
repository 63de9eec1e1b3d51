package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What was promised is there after any crash of the process or the machine, and what is there is a prefix of what was asked for. */
class CrashTest {
    @Test
    void whatWasPromisedSurvivesLostAndTornWrites() throws InterruptedException {
        Seeds.forEach(200, seed -> new CrashTrial(seed, false).run(6, 120));
    }

    @Test
    void whatWasPromisedSurvivesWhileTheLogIsCleaned() throws InterruptedException {
        AtomicLong moved = new AtomicLong();

        Seeds.forEach(40, seed -> moved.addAndGet(new CrashTrial(seed, true).run(6, 200)));

        assertThat(moved).as("bytes moved").hasPositiveValue();
    }
}
