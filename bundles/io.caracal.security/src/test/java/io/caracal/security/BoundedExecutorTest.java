package io.caracal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedExecutorTest {
    private final ProblemLog problems = new ProblemLog(ChainKind.AUTHENTICATION, "test");
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();

    private final AtomicInteger done = new AtomicInteger();

    private void block() {
        running.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            running.decrementAndGet();
        }
    }

    private BoundedExecutor executor(int atOnce, int waiting) {
        return new BoundedExecutor("test", atOnce, waiting, problems);
    }

    @Test
    void runsNoMoreAtOnceThanAllowedAndRefusesWhatCannotWait() {
        BoundedExecutor executor = executor(2, 3);
        executor.execute(this::block);
        executor.execute(this::block);
        await().until(() -> running.get() == 2);
        for (int i = 0; i < 3; i++) {
            executor.execute(this::block);
        }
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.execute(this::block))
                .withMessageContaining("authentication_settings.blocking_queue");
        assertThat(running).hasValue(2);
        release.countDown();
        await().until(() -> running.get() == 0);
        executor.close(Chains.LONG);
    }

    @Test
    void runsEveryTaskOfManySubmitters() throws InterruptedException {
        BoundedExecutor executor = executor(3, 100_000);
        AtomicInteger done = new AtomicInteger();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            submitters.add(Thread.ofPlatform().start(() -> {
                for (int task = 0; task < 5_000; task++) {
                    executor.execute(done::incrementAndGet);
                }
            }));
        }
        for (Thread submitter : submitters) {
            submitter.join();
        }
        await().until(() -> done.get() == 20_000);
        assertThat(executor.close(Chains.LONG)).isTrue();
    }

    @Test
    void taskThatThrowsDoesNotKeepOthersFromRunning() {
        BoundedExecutor executor = executor(1, 10);
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        executor.execute(() -> {
            throw new NoClassDefFoundError("com/example/Gone");
        });
        executor.execute(() -> other.complete(true));
        assertThat(other).succeedsWithin(Chains.LONG).isEqualTo(true);
        executor.close(Chains.LONG);
    }

    @Test
    void closingInterruptsWhatRunsDropsWhatWaitsAndRefusesWhatComes() {
        BoundedExecutor executor = executor(1, 10);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        AtomicInteger waited = new AtomicInteger();
        executor.execute(() -> {
            thread.complete(Thread.currentThread());
            block();
        });
        executor.execute(waited::incrementAndGet);
        Thread worker = thread.join();
        assertThat(executor.close(Chains.LONG)).isTrue();
        await().until(() -> !worker.isAlive());
        assertThat(waited).hasValue(0);
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.execute(waited::incrementAndGet));
    }

    @Test
    void closingDoesNotWaitForeverForATaskThatIgnoresItsInterrupt() {
        BoundedExecutor executor = executor(1, 10);
        CompletableFuture<Boolean> started = new CompletableFuture<>();
        executor.execute(() -> {
            started.complete(true);
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        started.join();
        assertThat(executor.close(Chains.SHORT)).isFalse();
        release.countDown();
    }

    @Test
    void closesWhileItsThreadsAreBeingStarted() throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            BoundedExecutor executor = executor(8, 1000);
            Thread submitter = Thread.ofPlatform().start(() -> submitUntilClosed(executor));
            while (done.get() == 0) {
                Thread.onSpinWait();
            }
            assertThat(executor.close(Chains.LONG)).isTrue();
            submitter.join();
            done.set(0);
        }
    }

    private void submitUntilClosed(BoundedExecutor executor) {
        try {
            while (true) {
                executor.execute(done::incrementAndGet);
            }
        } catch (RejectedExecutionException _) {
            // closed, or full: either ends this
        }
    }
}
