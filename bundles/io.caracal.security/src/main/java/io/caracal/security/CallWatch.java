package io.caracal.security;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who takes note of calls to an authenticator.
 *
 * @param counters what became of them
 * @param problems what went wrong, and what was thrown
 */
record CallWatch(ElementCounters counters, BiConsumer<String, @Nullable Throwable> problems) {
    /** Of clients: the element's metrics, the log. */
    static CallWatch of(Element element) {
        return new CallWatch(element.counters(), element.problems()::report);
    }
}
