package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Works take turns, a piece each, and what fails is over. */
class BackgroundTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final Background background = new Background(loop);
    private final List<String> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void endLoop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Counting implements Background.Work {
        private final String name;
        private final int pieces;
        private int done;

        Counting(String name, int pieces) {
            this.name = name;
            this.pieces = pieces;
        }

        @Override
        public boolean piece() {
            log.add(name + ++done);
            if (done > pieces) {
                throw new IllegalStateException("says the test");
            }
            return done < pieces;
        }

        @Override
        public void failed(Throwable cause) {
            log.add(name + " failed");
        }
    }

    @Test
    void worksTakeTurns() {
        loop.execute(() -> {
            background.begin(new Counting("a", 3));
            background.begin(new Counting("b", 2));
        });

        await().untilAsserted(() -> assertThat(log).containsExactly("a1", "b1", "a2", "b2", "a3"));
    }

    @Test
    void otherTasksOfTheLoopComeBetweenTwoPieces() {
        background.begin(new Background.Work() {
            private int done;

            @Override
            public boolean piece() {
                log.add("piece" + ++done);
                loop.execute(() -> log.add("task"));
                return done < 3;
            }

            @Override
            public void failed(Throwable cause) {
                log.add("failed");
            }
        });

        await().untilAsserted(
                        () -> assertThat(log).containsExactly("piece1", "task", "piece2", "task", "piece3", "task"));
    }

    @Test
    void aWorkThatFailsDoesNotEndTheOthers() {
        background.begin(new Counting("a", 0));
        background.begin(new Counting("b", 2));

        await().untilAsserted(() -> assertThat(log).containsExactly("a1", "a failed", "b1", "b2"));
    }

    @Test
    void whatIsBegunWhenTheLoopHasEndedFails() {
        endLoop();

        background.begin(new Counting("late", 1));

        assertThat(log).containsExactly("late failed");
    }

    @Test
    void whatWaitsWhenTheBrokerStopsFails() throws Exception {
        loop.submit(() -> {
                    background.begin(new Counting("a", 5));
                    loop.execute(background::close);
                })
                .sync();

        await().untilAsserted(() -> assertThat(log).last().isEqualTo("a failed"));
        background.begin(new Counting("b", 1));
        await().untilAsserted(() -> assertThat(log).last().isEqualTo("b failed"));
    }

    @Test
    void theReasonOfAStopIsToldAsARejection() {
        List<Throwable> causes = new CopyOnWriteArrayList<>();
        loop.execute(background::close);

        background.begin(new Background.Work() {
            @Override
            public boolean piece() {
                return false;
            }

            @Override
            public void failed(Throwable cause) {
                causes.add(cause);
            }
        });

        await().untilAsserted(() -> assertThat(causes).singleElement().isInstanceOf(RejectedExecutionException.class));
    }
}
