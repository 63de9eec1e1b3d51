package io.caracal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockingTasksTest {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    private void task() {
        running.incrementAndGet();
        try {
            go.await();
            done.incrementAndGet();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void runsAndKeepsWaitingAsManyAsAllowedAndRefusesTheRest() {
        BlockingTasks tasks = new BlockingTasks("test", 2, 3);
        for (int i = 0; i < 5; i++) {
            tasks.execute(this::task);
        }

        assertThatThrownBy(() -> tasks.execute(this::task))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("connector test");
        await().until(() -> running.get() == 2);
        go.countDown();
        await().until(() -> done.get() == 5);
        assertThat(tasks.close(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void closingInterruptsWhatRunsAndDropsWhatWaits() {
        BlockingTasks tasks = new BlockingTasks("test", 1, 3);
        tasks.execute(this::task);
        tasks.execute(this::task);
        await().until(() -> running.get() == 1);

        assertThat(tasks.close(Duration.ofSeconds(5))).isTrue();

        assertThat(running).hasValue(1);
        assertThat(done).hasValue(0);
        assertThatThrownBy(() -> tasks.execute(this::task)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aTaskThatFailsDoesNotEndTheNext() {
        BlockingTasks tasks = new BlockingTasks("test", 1, 3);
        tasks.execute(() -> {
            throw new IllegalStateException("a fault of the task");
        });
        go.countDown();
        tasks.execute(this::task);

        await().until(() -> done.get() == 1);
    }
}
