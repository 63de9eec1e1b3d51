package io.caracal.rest.broker;

import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.OperationFailedException;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for answers of the broker, and says its refusals in the words of the API. */
final class Answers {
    private static final int PATIENCE_SECONDS = 60;

    private Answers() {}

    /** @param question asks the broker; who calls waits, on a virtual thread */
    static <T> T of(Supplier<? extends CompletionStage<T>> question) {
        return of(question, ErrorCode.SERVICE_UNAVAILABLE);
    }

    /** @param failed the code for what could not be done */
    static <T> T of(Supplier<? extends CompletionStage<T>> question, ErrorCode failed) {
        CompletableFuture<T> answer;
        try {
            answer = question.get().toCompletableFuture();
        } catch (InvalidRequestException e) {
            throw refusal(e, failed);
        }
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refusal(e.getCause() == null ? e : e.getCause(), failed);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "the broker has not answered within " + PATIENCE_SECONDS + " s; try again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the API is stopping");
        }
    }

    /** For what answers at once. */
    static <T> T now(Supplier<T> question) {
        try {
            return question.get();
        } catch (InvalidRequestException e) {
            throw refusal(e, ErrorCode.SERVICE_UNAVAILABLE);
        }
    }

    private static RuntimeException refusal(Throwable cause, ErrorCode failed) {
        return switch (cause) {
            case InvalidRequestException invalid -> RestException.badRequest(String.valueOf(invalid.getMessage()));
            case OperationFailedException reason -> new RestException(failed, String.valueOf(reason.getMessage()));
            case RejectedExecutionException _ ->
                new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the broker is stopping");
            case RuntimeException other -> other;
            default -> new IllegalStateException(cause);
        };
    }
}
