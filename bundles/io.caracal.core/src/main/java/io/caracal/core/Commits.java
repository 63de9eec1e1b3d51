package io.caracal.core;

import io.caracal.mqtt.ReasonCode;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits on one loop for the store. Changes that become durable together have the same stage; whoever waits for it is told by
 * one task of the loop, however many they are. On the loop.
 */
final class Commits {
    /** For changes that nobody waits for: a failure is only logged. */
    static final Waiter NOBODY = failure -> {};

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final EventLoop loop;
    private final Runnable afterwards;

    /** The latest two, since sessions and retained messages may have a stage each. */
    private @Nullable Group latest;

    private @Nullable Group before;

    /** @param afterwards runs when all who waited for a stage have been told */
    Commits(EventLoop loop, Runnable afterwards) {
        this.loop = loop;
        this.afterwards = afterwards;
    }

    /** Hears on the loop that a change is durable, or why it is not; never within the call that begins to wait. */
    interface Waiter {
        void committed(@Nullable Throwable failure);
    }

    void await(CompletionStage<?> stage, Waiter waiter) {
        Group group = latest;
        if (group == null || group.stage != stage) {
            group = before;
            if (group == null || group.stage != stage) {
                group = new Group(stage);
                before = latest;
                latest = group;
                group.begin();
            }
        }
        group.waiters.add(waiter);
    }

    private final class Group implements Runnable {
        private final CompletionStage<?> stage;
        private final List<Waiter> waiters = new ArrayList<>(4);
        private @Nullable Throwable failure;

        Group(CompletionStage<?> stage) {
            this.stage = stage;
        }

        void begin() {
            stage.whenComplete((done, thrown) -> {
                failure = thrown;
                try {
                    loop.execute(this);
                } catch (RejectedExecutionException e) {
                    LOG.debug("a change was stored after the event loop had ended", e);
                }
            });
        }

        @Override
        public void run() {
            if (latest == this) {
                latest = null;
            }
            if (before == this) {
                before = null;
            }
            Throwable thrown = failure;
            if (thrown != null && StoreFailure.reason(thrown) == ReasonCode.QUOTA_EXCEEDED) {
                LOG.warn(
                        "{} waiters are told that there is no room in the store: {}",
                        waiters.size(),
                        thrown.getMessage());
            } else if (thrown != null) {
                LOG.error("{} waiters are told that a change could not be stored", waiters.size(), thrown);
            }
            for (Waiter waiter : waiters) {
                tell(waiter);
            }
            afterwards.run();
        }

        /** One that fails must not keep the others from hearing it. */
        private void tell(Waiter waiter) {
            try {
                waiter.committed(failure);
            } catch (RuntimeException e) {
                LOG.error("what waited for the store could not go on", e);
            }
        }
    }
}
