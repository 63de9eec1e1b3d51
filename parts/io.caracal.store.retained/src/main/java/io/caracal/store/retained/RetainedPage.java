package io.caracal.store.retained;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.store.Message;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Of any number of messages that come in any order, keeps the first ones, by their topics, behind a given topic. */
final class RetainedPage {
    private static final Comparator<Message> BY_TOPIC = (a, b) -> Arrays.compareUnsigned(a.topic(), b.topic());

    private final byte @Nullable [] after;
    private final int limit;
    private final PriorityQueue<Message> first = new PriorityQueue<>(BY_TOPIC.reversed());

    RetainedPage(Optional<String> after, int limit) {
        this.after = after.map(topic -> topic.getBytes(UTF_8)).orElse(null);
        this.limit = limit;
    }

    void accept(Message message) {
        if (after != null && Arrays.compareUnsigned(message.topic(), after) <= 0) {
            return;
        }
        if (first.size() < limit) {
            first.add(message);
        } else if (BY_TOPIC.compare(message, first.element()) < 0) {
            first.remove();
            first.add(message);
        }
    }

    List<Message> inOrder() {
        return first.stream().sorted(BY_TOPIC).toList();
    }
}
