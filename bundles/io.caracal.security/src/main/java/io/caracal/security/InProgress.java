package io.caracal.security;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many clients a chain is authenticating just now. Each holds memory (its packets, its place in the queues of a back end) that a
 * slow back end must not let grow without end; so the newest are turned away. Each chain has its own, so that the slow back end of one
 * listener does not close the others. Several loops may look at once, which lets a few more in than allowed.
 */
final class InProgress {
    private final AtomicInteger count = new AtomicInteger();

    boolean full(int most) {
        return count.get() >= most;
    }

    int count() {
        return count.get();
    }

    void enter() {
        count.incrementAndGet();
    }

    void leave() {
        count.decrementAndGet();
    }
}
