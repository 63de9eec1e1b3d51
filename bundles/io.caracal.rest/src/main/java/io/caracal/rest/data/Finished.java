package io.caracal.rest.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for what others do for a section. */
final class Finished {
    private Finished() {}

    static <T> T of(CompletionStage<T> stage) throws IOException, UnfitDataException {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UnfitDataException.Passing passing -> throw passing.unfit();
                case UncheckedIOException io -> throw new IOException(String.valueOf(io.getMessage()), io);
                case IOException io -> throw new IOException(String.valueOf(io.getMessage()), io);
                case IllegalArgumentException unfit ->
                    throw new UnfitDataException(String.valueOf(unfit.getMessage()), unfit);
                case null, default -> throw new IOException(String.valueOf(e.getCause()), e);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the API stops");
        }
    }

    /** The same for what nobody can be at fault for but the disk. */
    static <T> T reading(CompletionStage<T> stage) throws IOException {
        try {
            return of(stage);
        } catch (UnfitDataException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }
}
