package io.caracal.rest.data;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Puts many messages, and takes all of them back if one of them cannot be kept. */
final class RetainedChange {
    private static final int UNDER_WAY = 1000;

    private final RetainedStore store;
    private final List<Done> done = new ArrayList<>();
    private final List<CompletionStage<Boolean>> waiting = new ArrayList<>();

    private record Done(Message put, Optional<Message> before) {}

    RetainedChange(RetainedStore store) {
        this.store = store;
    }

    void put(Message wanted, Optional<Message> before) throws IOException {
        done.add(new Done(wanted, before));
        waiting.add(store.put(wanted, 0));
        if (waiting.size() == UNDER_WAY) {
            await();
        }
    }

    /** Waits until everything is durable. */
    void await() throws IOException {
        for (CompletionStage<Boolean> each : waiting) {
            Finished.reading(each);
        }
        waiting.clear();
    }

    /** @return what to throw: the cause, saying what remains if something could not be taken back */
    IOException undo(Exception cause) {
        long left = 0;
        for (Done each : done.reversed()) {
            try {
                if (each.before().isPresent()) {
                    Finished.reading(store.put(each.before().get(), 0));
                } else {
                    Finished.reading(store.remove(each.put().topicName()));
                }
            } catch (IOException e) {
                cause.addSuppressed(e);
                left++;
            }
        }
        return new IOException(
                left == 0
                        ? cause.getMessage() + "; nothing of it was kept"
                        : cause.getMessage() + "; " + left + " of " + done.size()
                                + " messages could not be taken back and may stay",
                cause);
    }
}
