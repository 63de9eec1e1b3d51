package io.caracal.connector.http;

import io.caracal.api.connector.ConnectorUnavailableException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets a bounded number of requests go at once and a bounded number wait, without a thread for those that wait. */
final class Turns {
    private final int atOnce;
    private final int waiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Turn<?>> queue = new ArrayDeque<>();
    private int going;

    Turns(int atOnce, int waiting) {
        this.atOnce = atOnce;
        this.waiting = waiting;
    }

    private record Turn<T>(Supplier<? extends CompletionStage<T>> begin, CompletableFuture<T> answer) {}

    /** Begins something when it is its turn; the stage is that of what was begun. Completed before, it is never begun. */
    <T> CompletableFuture<T> take(Supplier<? extends CompletionStage<T>> begin) {
        Turn<T> turn = new Turn<>(begin, new CompletableFuture<>());
        lock.lock();
        try {
            if (going >= atOnce) {
                if (queue.size() >= waiting) {
                    return CompletableFuture.failedFuture(new ConnectorUnavailableException(atOnce
                            + " requests are under way and " + waiting
                            + " wait, which is as many as pool_size and pool_queue allow"));
                }
                queue.add(turn);
                return turn.answer();
            }
            going++;
        } finally {
            lock.unlock();
        }
        go(turn);
        return turn.answer();
    }

    private <T> void go(Turn<T> turn) {
        try {
            turn.begin().get().whenComplete((value, error) -> {
                next();
                if (error == null) {
                    turn.answer().complete(value);
                } else {
                    turn.answer().completeExceptionally(error);
                }
            });
        } catch (RuntimeException e) {
            turn.answer().completeExceptionally(e);
            next();
        }
    }

    private void next() {
        Turn<?> turn;
        lock.lock();
        try {
            do {
                turn = queue.poll();
                // those that waited too long are passed over: whoever wanted them has gone
            } while (turn != null && turn.answer().isDone());
            if (turn == null) {
                going--;
            }
        } finally {
            lock.unlock();
        }
        if (turn != null) {
            go(turn);
        }
    }
}
