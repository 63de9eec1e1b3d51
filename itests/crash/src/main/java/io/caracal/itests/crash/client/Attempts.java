package io.caracal.itests.crash.client;

import io.caracal.itests.crash.history.Event;
import io.caracal.itests.crash.history.History;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tries again until there is an answer, for clients of libraries that give up with the connection. */
final class Attempts {
    private static final int RETRY_MILLIS = 50;
    private static final int PATIENCE_SECONDS = 120;

    private Attempts() {}

    static void repeat(
            History history, String session, String filter, int qos, Callable<? extends CompletableFuture<?>> attempt)
            throws InterruptedException {
        repeat(() -> history.add(new Event.Subscribing(session, filter, qos)), attempt);
        history.add(new Event.Subscribed(session, filter, qos));
    }

    static void repeatEnd(
            History history, String session, String filter, Callable<? extends CompletableFuture<?>> attempt)
            throws InterruptedException {
        repeat(() -> history.add(new Event.Unsubscribing(session, filter)), attempt);
        history.add(new Event.Unsubscribed(session, filter));
    }

    private static void repeat(Runnable before, Callable<? extends CompletableFuture<?>> attempt)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            before.run();
            try {
                attempt.call().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (TimeoutException | ExecutionException e) {
                // Usually the connection was lost before the answer.
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("no answer for " + PATIENCE_SECONDS + " s", e);
                }
                Thread.sleep(RETRY_MILLIS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
