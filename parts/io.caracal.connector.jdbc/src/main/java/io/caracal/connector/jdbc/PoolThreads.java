package io.caracal.connector.jdbc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The threads of one pool, which are waited for when it ends: virtual, since all that they do is to wait for a server. */
final class PoolThreads implements ThreadFactory {
    private final String name;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    PoolThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = Thread.ofVirtual()
                .name("pool " + name)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                });
        threads.add(thread);
        return thread;
    }

    /** Returns when none is left, or this time is over. */
    void join(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : threads) {
                if (thread.getState() == Thread.State.NEW) {
                    continue; // the pool that is closed does not start it any more
                }
                thread.interrupt();
                long left = deadline - System.nanoTime();
                if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
