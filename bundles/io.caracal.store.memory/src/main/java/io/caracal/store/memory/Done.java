package io.caracal.store.memory;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers that are there already, shared so that a call costs no allocation. */
final class Done {
    static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);
    static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);

    private static final CompletionStage<@Nullable Void> NOTHING = CompletableFuture.completedFuture(null);
    private static final CompletionStage<List<?>> NONE = CompletableFuture.completedFuture(List.of());

    private Done() {}

    @SuppressWarnings({"unchecked", "NullAway"}) // a Void is always null
    static CompletionStage<Void> nothing() {
        return (CompletionStage<Void>) (CompletionStage<?>) NOTHING;
    }

    @SuppressWarnings("unchecked") // an empty list holds elements of any type
    static <T> CompletionStage<List<T>> none() {
        return (CompletionStage<List<T>>) (CompletionStage<?>) NONE;
    }
}
