package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call of one of many threads, whose effect can be seen by itself.
 *
 * @param what it was
 * @param promise what it gave; null if nothing
 * @param began when it was called, in ticks that all threads share
 * @param returned when it came back
 * @param visible whether a store that was found shows it
 */
record Observed(
        Change what, @Nullable CompletableFuture<?> promise, long began, long returned, Predicate<Held> visible) {

    boolean kept() {
        return promise != null && promise.isDone() && !promise.isCompletedExceptionally();
    }

    /** What was promised is there, and nothing is there without all that was called and had returned before it. */
    static void check(List<Observed> calls, Held found) {
        Observed last = null;
        Observed missing = null;
        for (Observed call : calls) {
            if (call.visible.test(found)) {
                last = last == null || call.began > last.began ? call : last;
            } else {
                assertThat(call.kept())
                        .as("promised and missing: %s", call.what)
                        .isFalse();
                missing = missing == null || call.returned < missing.returned ? call : missing;
            }
        }
        if (last != null && missing != null) {
            assertThat(missing.returned)
                    .as(
                            "missing, though it had returned before what is there was called: %s, %s",
                            missing.what, last.what)
                    .isGreaterThan(last.began);
        }
    }
}
