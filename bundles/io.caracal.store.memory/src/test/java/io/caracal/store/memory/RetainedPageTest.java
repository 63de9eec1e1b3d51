package io.caracal.store.memory;

import static io.caracal.store.memory.Messages.message;
import static io.caracal.store.memory.Messages.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts of the list of retained messages, in the order of their topics. */
class RetainedPageTest {
    private long now = 1_000;
    private final MemoryRetainedStore store = new MemoryRetainedStore(() -> Instant.ofEpochMilli(now));

    private List<String> page(Optional<String> filter, Optional<String> after, int limit) {
        return now(store.page(filter, after, limit)).stream()
                .map(Message::topicName)
                .toList();
    }

    @Test
    void pagesBehindEachOtherAreTheWholeList() {
        List<String> topics = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            topics.add("t/%04d/%d".formatted(i, i % 7));
        }
        Collections.shuffle(topics, new Random(1));
        topics.forEach(topic -> store.put(message(topic), 0));

        List<String> seen = new ArrayList<>();
        for (List<String> part = page(Optional.empty(), Optional.empty(), 77);
                !part.isEmpty();
                part = page(Optional.empty(), Optional.of(seen.getLast()), 77)) {
            seen.addAll(part);
        }

        assertThat(seen).isEqualTo(topics.stream().sorted().toList());
    }

    @Test
    void theOrderIsThatOfTheBytesAndHiddenTopicsBelongToTheWholeList() {
        for (String topic : List.of("b", "\uD83D\uDE00", "\uFFFD", "$SYS/a", "a/b", "a")) {
            store.put(message(topic), 0);
        }

        assertThat(page(Optional.empty(), Optional.empty(), 10))
                .containsExactly("$SYS/a", "a", "a/b", "b", "\uFFFD", "\uD83D\uDE00");
        assertThat(page(Optional.of("#"), Optional.empty(), 10)).doesNotContain("$SYS/a");
        assertThat(page(Optional.of("a/#"), Optional.of("a"), 10)).containsExactly("a/b");
    }

    @Test
    void whatHasExpiredIsNotListed() {
        store.put(message("a", 2_000), 0);
        store.put(message("b"), 0);

        now = 2_000;

        assertThat(page(Optional.empty(), Optional.empty(), 10)).containsExactly("b");
    }
}
