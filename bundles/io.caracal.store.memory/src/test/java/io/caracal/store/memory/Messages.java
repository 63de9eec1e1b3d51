package io.caracal.store.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.store.Message;
import java.util.concurrent.CompletionStage;

/** Messages as short as tests need them. */
final class Messages {
    private Messages() {}

    static Message message(String topic) {
        return message(topic, Message.NEVER);
    }

    static Message message(String topic, long expiresAt) {
        return new Message(
                topic.getBytes(UTF_8), topic.getBytes(UTF_8), new byte[0], 1, true, 0, expiresAt, "publisher");
    }

    /** What a stage that must be complete already has. */
    static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().resultNow();
    }
}
