package io.caracal.rest.authentication;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for an answer, on the virtual thread of a call. */
final class Waiting {
    /** Long enough for the hashes of a file of users. */
    private static final int PATIENCE_SECONDS = 600;

    private Waiting() {}

    static <T> T on(Supplier<CompletionStage<T>> question) {
        try {
            return question.get().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refusal(e.getCause() == null ? e : e.getCause());
        } catch (RejectedExecutionException e) {
            throw refusal(e);
        } catch (TimeoutException e) {
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE, "no answer within " + PATIENCE_SECONDS + " s; try again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the API is stopping");
        }
    }

    private static RuntimeException refusal(Throwable cause) {
        return switch (cause) {
            case CompletionException e when e.getCause() != null -> refusal(e.getCause());
            case IllegalArgumentException e -> RestException.badRequest(String.valueOf(e.getMessage()));
            case IOException e -> new RestException(ErrorCode.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
            case RejectedExecutionException e ->
                new RestException(ErrorCode.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
            case RuntimeException e -> e;
            default -> new IllegalStateException(cause);
        };
    }
}
