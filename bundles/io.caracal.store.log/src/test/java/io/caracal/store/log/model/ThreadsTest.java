package io.caracal.store.log.model;

import org.junit.jupiter.api.Test;

/** Calls of many threads are promised, kept and ordered as those of one. */
class ThreadsTest {
    @Test
    void whatThreadsWerePromisedSurvives() throws InterruptedException {
        Seeds.forEach(50, seed -> new ThreadsTrial(seed).run(400));
    }
}
