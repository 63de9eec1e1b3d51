package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.caracal.api.store.StoreFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a store since it was opened, in order, and what it promised. After a crash it must hold what it held at the start and
 * the changes up to one of them, which is not before the last that was promised: nothing between left out, nothing half, nothing else.
 */
final class Journal {
    /**
     * @param promise null if the call gives none
     * @param hopeless whether a failure was known before the call
     */
    private record Call(Change change, @Nullable CompletableFuture<?> promise, boolean hopeless) {
        /** What a limit refused was never promised; nothing else may be answered before it is durable, even if it changes nothing. */
        boolean kept() {
            return promise != null
                    && promise.isDone()
                    && !promise.isCompletedExceptionally()
                    && !Boolean.FALSE.equals(promise.resultNow());
        }

        boolean failed() {
            return promise != null && promise.isCompletedExceptionally() && !refused();
        }

        boolean refused() {
            return promise != null
                    && promise.isCompletedExceptionally()
                    && promise.exceptionNow() instanceof StoreFullException;
        }
    }

    private final Held base;
    private final List<Call> calls = new ArrayList<>();
    private Held live;
    private boolean failed;

    Journal(Held base) {
        this.base = base;
        this.live = base.copy();
    }

    /** What the store holds if it has done all that it was asked for and did not refuse. */
    Held live() {
        return live;
    }

    boolean failed() {
        return failed;
    }

    void call(Change change, OpenStore store) {
        CompletableFuture<?> promise = change.call(store.sessions(), store.retained());
        Call call = new Call(change, promise, failed);
        calls.add(call);
        if (!call.refused()) {
            change.apply(live);
        }
        failed |= call.failed();
    }

    /** Waits until every promise is kept or broken; then what was refused in between is known to be no part of {@link #live}. */
    void settle() {
        for (Call call : calls) {
            await(call);
            failed |= call.failed();
            if (call.hopeless() && call.kept()) {
                fail("acknowledged after a failure: " + call.change());
            }
        }
        live = base.copy();
        calls.stream().filter(call -> !call.refused()).forEach(call -> call.change()
                .apply(live));
    }

    /** Nothing may be missing, not even what was never promised. */
    void requireEverything(Held found, long now) {
        assertThat(calls).as("failed without a reason").noneMatch(Call::failed);
        live.expire(now);
        if (!live.equals(found)) {
            fail("after a clean end\n" + live.differences(found));
        }
    }

    /** Finds the call that the store came to. */
    void requirePrefix(Held found, long now) {
        requirePrefix(found, now, promised());
    }

    /** As above, if only so many calls were promised. */
    void requirePrefix(Held found, long now, int promised) {
        Held held = base.copy();
        String first = "";
        for (int i = 0; i <= calls.size(); i++) {
            if (i >= promised) {
                Held picture = held.copy();
                picture.expire(now);
                if (picture.equals(found)) {
                    return;
                }
                first = first.isEmpty() ? picture.differences(found) : first;
            }
            if (i < calls.size()) {
                apply(calls.get(i), held);
            }
        }
        String last =
                promised == 0 ? "nothing" : calls.get(promised - 1).change().toString();
        fail(
                "what is found is not what the first %d to %d calls make; the last promise was %s. Differences to the first %d:\n%s"
                        .formatted(promised, calls.size(), last, promised, first));
    }

    /** How many calls must not be lost any more. */
    int promised() {
        for (int i = calls.size(); i > 0; i--) {
            if (calls.get(i - 1).kept()) {
                return i;
            }
        }
        return 0;
    }

    private static void apply(Call call, Held held) {
        if (call.refused()) {
            return;
        }
        CompletableFuture<?> promise = call.promise();
        if (call.change() instanceof Change.Retain retain && promise != null && !promise.isCompletedExceptionally()) {
            assertThat(promise.resultNow()).as("%s", retain).isEqualTo(retain.fits(held));
        }
        call.change().apply(held);
    }

    private static void await(Call call) {
        CompletableFuture<?> promise = call.promise();
        if (promise == null) {
            return;
        }
        try {
            promise.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException _) {
            // A broken promise is what it is; whether it may be is decided where it is used.
        } catch (TimeoutException e) {
            throw new AssertionError("neither kept nor broken: " + call.change(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
