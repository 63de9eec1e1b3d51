package io.caracal.core.routing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The routes that hold long arrays of their own, because several filters with many subscribers match. Only the latest ones keep
 * theirs: tens of thousands of cached topics under two popular wildcards would fill the memory otherwise. The others merge again
 * when they are used, which costs less than delivering to so many.
 */
final class LargeMerges {
    /** How many merged targets a route may keep in any case. */
    static final int SMALL = 256;

    static final int CAPACITY = 64;

    private final AtomicReferenceArray<@Nullable Route> routes = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicInteger next = new AtomicInteger();

    void add(Route route) {
        Route oldest = routes.getAndSet(next.getAndIncrement() & CAPACITY - 1, route);
        if (oldest != null && oldest != route) {
            oldest.forget();
        }
    }
}
