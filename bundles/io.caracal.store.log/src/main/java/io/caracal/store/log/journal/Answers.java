package io.caracal.store.log.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers that are there already, shared so that they cost nothing. */
public final class Answers {
    private static final CompletableFuture<@Nullable Void> DONE = CompletableFuture.completedFuture(null);
    private static final CompletableFuture<Boolean> YES = CompletableFuture.completedFuture(true);
    private static final CompletableFuture<Boolean> NO = CompletableFuture.completedFuture(false);
    private static final CompletableFuture<List<?>> NONE = CompletableFuture.completedFuture(List.of());

    private Answers() {}

    public static CompletableFuture<@Nullable Void> done() {
        return DONE;
    }

    public static CompletableFuture<Boolean> yes() {
        return YES;
    }

    public static CompletableFuture<Boolean> no() {
        return NO;
    }

    @SuppressWarnings("unchecked") // an empty list holds elements of any type
    public static <T> CompletableFuture<List<T>> none() {
        return (CompletableFuture<List<T>>) (CompletableFuture<?>) NONE;
    }

    /** A failed answer is one to any question. */
    @SuppressWarnings("unchecked")
    public static <T> CompletableFuture<T> as(CompletableFuture<?> failed) {
        return (CompletableFuture<T>) failed;
    }
}
