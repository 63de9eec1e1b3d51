package io.caracal.store.log;

import static io.caracal.store.log.Kept.join;
import static io.caracal.store.log.Kept.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retained messages over restarts. Finding them by filters is tested where the tree is that both stores share. */
class LogRetainedTest {
    @TempDir
    Path folder;

    private LogStore store;
    private RetainedStore retained;

    @BeforeEach
    void open() throws IOException {
        store = Kept.open(folder);
        retained = store.retained();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void restart() throws IOException {
        store.close();
        open();
    }

    @Test
    void lastMessageOfEachTopicComesBack() throws IOException {
        retained.put(message("a/b", new byte[] {1}), 0);
        retained.put(message("a/b", new byte[] {2}), 0);
        retained.put(message("a/c"), 0);
        retained.remove("a/c");

        restart();

        assertThat(join(retained.match("#"))).singleElement().satisfies(found -> assertThat(found.payload())
                .containsExactly(2));
        assertThat(retained.size()).isEqualTo(1);
    }

    @Test
    void putIsAnsweredWhenItIsDurable() {
        assertThat(join(retained.put(message("a"), 1))).isTrue();
        assertThat(store.maintenance().stats().commits()).isEqualTo(1);
    }

    @Test
    void limitRefusesNewTopicsOnly() throws IOException {
        join(retained.put(message("a"), 1));

        assertThat(join(retained.put(message("b"), 1))).isFalse();
        assertThat(join(retained.put(message("a", new byte[] {7}), 1))).isTrue();

        restart();
        assertThat(join(retained.page(Optional.empty(), Optional.empty(), 10)))
                .extracting(Message::topicName)
                .containsExactly("a");
    }

    @Test
    void expiredMessagesGoForGood() throws IOException {
        Message expired = new Message("a".getBytes(UTF_8), new byte[0], new byte[0], 1, true, 1, 2, "publisher");
        retained.put(expired, 0);
        retained.put(message("b"), 0);

        retained.expire(2);

        assertThat(retained.size()).isEqualTo(1);
        restart();
        assertThat(retained.size()).isEqualTo(1);
        assertThat(List.of("b"))
                .isEqualTo(join(retained.match("+")).stream()
                        .map(Message::topicName)
                        .toList());
    }
}
