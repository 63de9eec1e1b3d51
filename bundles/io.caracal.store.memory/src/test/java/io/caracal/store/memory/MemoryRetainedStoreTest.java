package io.caracal.store.memory;

import static io.caracal.store.memory.Messages.message;
import static io.caracal.store.memory.Messages.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import io.caracal.itests.spec.Spec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryRetainedStoreTest {
    private static final long NO_LIMIT = 0;

    private long now = 1_000;
    private final MemoryRetainedStore store = new MemoryRetainedStore(() -> Instant.ofEpochMilli(now));

    @Test
    void laterMessageReplacesTheEarlierOne() {
        Message second = message("a/b");

        store.put(message("a/b"), NO_LIMIT);
        store.put(second, NO_LIMIT);

        assertThat(now(store.match("a/b"))).containsExactly(second);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void removedMessageIsGone() {
        store.put(message("a/b"), NO_LIMIT);

        store.remove("a/b");
        store.remove("a/b");
        store.remove("never/there");

        assertThat(now(store.match("#"))).isEmpty();
        assertThat(store.size()).isZero();
        assertThat(store.isBare()).isTrue();
    }

    @Test
    void wildcardsFindEveryLevelThatTheyStandFor() {
        for (String topic : List.of("a", "a/b", "a/b/c", "a/", "/", "b/b", "$SYS/b")) {
            store.put(message(topic), NO_LIMIT);
        }

        assertThat(topics("#")).containsExactlyInAnyOrder("a", "a/b", "a/b/c", "a/", "/", "b/b");
        assertThat(topics("a/#")).containsExactlyInAnyOrder("a", "a/b", "a/b/c", "a/");
        assertThat(topics("+")).containsExactlyInAnyOrder("a");
        assertThat(topics("+/b")).containsExactlyInAnyOrder("a/b", "b/b");
        assertThat(topics("a/+")).containsExactlyInAnyOrder("a/b", "a/");
        assertThat(topics("+/+/#")).containsExactlyInAnyOrder("a/b", "a/b/c", "a/", "/", "b/b");
        assertThat(topics("$SYS/#")).containsExactly("$SYS/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+/b", "+/#"})
    @Spec({"MQTT-4.7.2-1", "3.1.1:MQTT-4.7.2-1"})
    void wildcardAtTheFirstLevelDoesNotFindTopicsThatBeginWithDollar(String filter) {
        store.put(message("$SYS/b"), NO_LIMIT);

        assertThat(topics(filter)).isEmpty();
    }

    @Test
    void fullStoreRefusesNewTopicsAndReplacesKnownOnes() {
        Message replacement = message("b");
        assertThat(now(store.put(message("a"), 2))).isTrue();
        assertThat(now(store.put(message("b"), 2))).isTrue();

        assertThat(now(store.put(message("c/d"), 2))).isFalse();
        assertThat(now(store.put(replacement, 2))).isTrue();

        assertThat(now(store.match("b"))).containsExactly(replacement);
        assertThat(store.size()).isEqualTo(2);
        store.remove("a");
        assertThat(now(store.put(message("c/d"), 2))).isTrue();
    }

    @Test
    void expiredMessageIsNotFoundAndGoesWithTheNextCleaning() {
        store.put(message("a", 2_000), NO_LIMIT);
        store.put(message("b", 3_000), NO_LIMIT);
        store.put(message("c"), NO_LIMIT);

        now = 2_000;

        assertThat(topics("+")).containsExactlyInAnyOrder("b", "c");
        assertThat(store.size()).isEqualTo(3);
        store.expire(now);
        assertThat(store.size()).isEqualTo(2);
        store.expire(Long.MAX_VALUE - 1);
        assertThat(topics("#")).containsExactly("c");
    }

    @Test
    void replacedMessageDoesNotTakeItsSuccessorAlongWhenItExpires() {
        store.put(message("a", 2_000), NO_LIMIT);
        store.put(message("a"), NO_LIMIT);
        store.put(message("b", 2_000), NO_LIMIT);
        store.put(message("b", 2_000), NO_LIMIT);

        store.expire(2_000);

        assertThat(topics("#")).containsExactly("a");
        store.remove("a");
        assertThat(store.isBare()).isTrue();
    }

    @Test
    void topicWithTheMostLevelsIsKept() {
        String topic = "/".repeat(65_535);

        store.put(message(topic), NO_LIMIT);

        assertThat(topics("#")).containsExactly(topic);
        assertThat(topics("+/".repeat(65_535) + "+")).containsExactly(topic);
    }

    @Test
    void answersAreThereAtOnce() {
        assertThat(store.put(message("a"), NO_LIMIT).toCompletableFuture()).isCompleted();
        assertThat(store.match("a").toCompletableFuture()).isCompleted();
        assertThat(store.remove("a").toCompletableFuture()).isCompleted();
    }

    @RepeatedTest(5)
    void limitHoldsAndNothingIsLeftWhenThreadsPutAndRemoveTheSameTopics() throws Exception {
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            work.add(() -> {
                long most = 0;
                for (int n = 0; n < 20_000; n++) {
                    store.put(message("t/" + n % 13 + (n % 2 == 0 ? "/x" : ""), n % 3 == 0 ? 9_000 : Message.NEVER), 5);
                    most = Math.max(most, store.size());
                    store.remove("t/" + (n + 5) % 13 + (n % 3 == 0 ? "/x" : ""));
                    now(store.match("t/+/#"));
                }
                return most;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Long> result : threads.invokeAll(work)) {
                assertThat(result.get()).isLessThanOrEqualTo(5);
            }
        }

        assertThat(now(store.match("#"))).hasSize(Math.toIntExact(store.size()));
        topics("#").forEach(store::remove);
        assertThat(store.size()).isZero();
        assertThat(store.isBare()).isTrue();
    }

    private List<String> topics(String filter) {
        return now(store.match(filter)).stream().map(Message::topicName).toList();
    }
}
