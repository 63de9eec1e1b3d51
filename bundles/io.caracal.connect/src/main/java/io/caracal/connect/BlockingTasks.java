package io.caracal.connect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the blocking tasks of one connector on virtual threads: a bounded number at once, a bounded number waiting, and none left
 * behind after {@link #close}. The lock is held for a few instructions only, so an event loop may submit.
 */
final class BlockingTasks implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(BlockingTasks.class);

    private final String name;
    private final int atOnce;
    private final int waiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Set<Thread> threads = new HashSet<>();
    private boolean closed;

    BlockingTasks(String name, int atOnce, int waiting) {
        this.name = name;
        this.atOnce = atOnce;
        this.waiting = waiting;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("connector " + name + " is closed");
            }
            if (threads.size() < atOnce) {
                startThread(task);
            } else if (queue.size() < waiting) {
                queue.add(task);
            } else {
                throw new RejectedExecutionException("connector " + name + ": " + atOnce + " calls are under way and "
                        + waiting + " wait, which is as many as its settings allow");
            }
        } finally {
            lock.unlock();
        }
    }

    private void startThread(Runnable first) {
        Thread thread = Thread.ofVirtual()
                .name("connector " + name)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> work(first));
        threads.add(thread);
        thread.start();
    }

    private void work(Runnable first) {
        Runnable task = first;
        while (task != null) {
            run(task);
            task = next();
        }
    }

    /** The next task for this thread, which ends if there is none. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = closed ? null : queue.poll();
            if (task == null) {
                threads.remove(Thread.currentThread());
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // foreign code: nothing it throws may end the thread
    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.warn("connector id={} a blocking task failed", name, e);
        }
    }

    /** Drops what waits, interrupts what runs, and waits for it; false if some of it still runs when the time is over. */
    boolean close(Duration limit) {
        Set<Thread> running;
        lock.lock();
        try {
            closed = true;
            queue.clear();
            running = Set.copyOf(threads);
        } finally {
            lock.unlock();
        }
        running.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : running) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
