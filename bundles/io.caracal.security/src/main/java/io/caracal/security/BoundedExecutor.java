package io.caracal.security;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the blocking tasks of one element on virtual threads: a bounded number at once, a bounded number waiting, and none left
 * behind after {@link #close}. A thread lives as long as tasks wait for it. Submitting takes no lock.
 */
final class BoundedExecutor implements Executor {
    private final String name;
    private volatile int atOnce;
    private volatile int waiting;
    private final ProblemLog problems;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean closed;

    BoundedExecutor(String name, int atOnce, int waiting, ProblemLog problems) {
        this.name = name;
        this.atOnce = atOnce;
        this.waiting = waiting;
        this.problems = problems;
    }

    /** Other bounds hold from now on; what waits or runs already goes on. */
    void bounds(int tasksAtOnce, int tasksWaiting) {
        atOnce = tasksAtOnce;
        waiting = tasksWaiting;
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(name + ": what these tasks are for is closed");
        }
        if (queued.incrementAndGet() > waiting) {
            queued.decrementAndGet();
            throw new RejectedExecutionException(name + ": " + waiting + " tasks are waiting, as many as "
                    + problems.kind().settings() + ".blocking_queue allows");
        }
        queue.add(task);
        startThread();
        if (closed) {
            dropWaiting();
        }
    }

    /** Drops what waits, interrupts what runs, and waits for it; false if some of it still runs when the time is over. */
    boolean close(Duration limit) {
        closed = true;
        dropWaiting();
        threads.forEach(Thread::interrupt);
        if (running.get() == 0) {
            return true;
        }
        try {
            return ended.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void startThread() {
        int now;
        do {
            now = running.get();
            if (now >= atOnce) {
                return;
            }
        } while (!running.compareAndSet(now, now + 1));
        Thread.ofVirtual()
                .name("auth " + name)
                .inheritInheritableThreadLocals(false)
                .start(this::work);
    }

    private void work() {
        // A task is begun only before closing; whoever begins one is in the set of threads that closing interrupts.
        threads.add(Thread.currentThread());
        while (!closed) {
            Runnable task = next();
            if (task == null) {
                break;
            }
            run(task);
        }
        threads.remove(Thread.currentThread());
        if (running.decrementAndGet() == 0 && closed) {
            ended.complete(true);
        }
        // A task may have come in after the last look and before the place was free.
        if (!queue.isEmpty() && !closed) {
            startThread();
        }
    }

    private @Nullable Runnable next() {
        Runnable task = queue.poll();
        if (task != null) {
            queued.decrementAndGet();
        }
        return task;
    }

    @SuppressWarnings("CatchingUnchecked") // foreign code: nothing it throws may end the thread
    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            problems.report("a blocking task failed: " + e, e);
        }
    }

    private void dropWaiting() {
        while (next() != null) {
            // nobody waits for these any more: their calls have ended or were given up
        }
    }
}
