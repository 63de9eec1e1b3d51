package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever waits for the same batch of the store is told by one task of the loop. */
class CommitsTest {
    private final List<String> heard = new ArrayList<>();
    private final AtomicInteger tasks = new AtomicInteger();
    private final EventLoop loop = new DefaultEventLoop() {
        @Override
        public void execute(Runnable task) {
            tasks.incrementAndGet();
            super.execute(task);
        }
    };
    private final Commits commits = new Commits(loop, () -> heard.add("all"));

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void onLoop(Runnable action) {
        loop.submit(action).syncUninterruptibly();
    }

    private Commits.Waiter waiter(String name) {
        return failure -> heard.add(failure == null ? name : name + " " + failure.getMessage());
    }

    @Test
    void oneTaskTellsEverybodyWhoWaitsForABatch() {
        CompletableFuture<Void> sessions = new CompletableFuture<>();
        CompletableFuture<Boolean> retained = new CompletableFuture<>();
        onLoop(() -> {
            for (int i = 0; i < 3; i++) {
                commits.await(sessions, waiter("s" + i));
                commits.await(retained, waiter("r" + i));
            }
        });
        int before = tasks.get();

        sessions.complete(null);
        retained.complete(true);

        onLoop(() -> {});
        assertThat(tasks.get() - before).isEqualTo(2 + 1);
        assertThat(heard).containsExactly("s0", "s1", "s2", "all", "r0", "r1", "r2", "all");
    }

    @Test
    void everybodyHearsOfAFailureThoughOneOfThemFails() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        onLoop(() -> {
            commits.await(stage, failure -> {
                throw new IllegalStateException("says the test");
            });
            commits.await(stage, waiter("second"));
        });

        stage.completeExceptionally(new java.io.IOException("broken"));

        onLoop(() -> {});
        assertThat(heard).containsExactly("second broken", "all");
    }

    @Test
    void whoeverComesWhenTheStageIsDoneIsToldLaterAndOnce() {
        CompletableFuture<Void> stage = CompletableFuture.completedFuture(null);
        onLoop(() -> {
            commits.await(stage, waiter("first"));
            assertThat(heard).isEmpty();
        });
        onLoop(() -> commits.await(stage, waiter("second")));

        onLoop(() -> {});

        assertThat(heard).containsExactly("first", "all", "second", "all");
    }

    @Test
    void anAnswerForALoopThatHasEndedIsDropped() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        onLoop(() -> commits.await(stage, waiter("late")));
        end();

        stage.complete(null);

        assertThat(heard).isEmpty();
    }
}
