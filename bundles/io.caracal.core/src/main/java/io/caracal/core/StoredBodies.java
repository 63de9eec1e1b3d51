package io.caracal.core;

import io.caracal.api.store.Message;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads messages of one session back from the store, some at a time, one batch after the other. On the session's loop. */
final class StoredBodies {
    private static final Logger LOG = LoggerFactory.getLogger(StoredBodies.class);

    /** About so many bytes are read at once. */
    private static final long BYTES = 256 * 1024;

    private static final int FIRST = 32;
    private static final int MOST = 128;

    private final Session session;
    private int batch = FIRST;
    private boolean reading;

    /** Takes what was read; on the session's loop, never within the call that asked for it. */
    interface Taker {
        /**
         * @param messages in the order of what was asked for, null for what is not there (any more)
         */
        void read(List<Delivery> asked, List<@Nullable Message> messages);

        void failed();
    }

    StoredBodies(Session session) {
        this.session = session;
    }

    /** How many are to be asked for next, by the size of those before. */
    int batch() {
        return batch;
    }

    boolean reading() {
        return reading;
    }

    void read(List<Delivery> wanted, Taker taker) {
        reading = true;
        long[] numbers = new long[wanted.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = wanted.get(i).sequence;
        }
        session.loop.broker.sessionStore().read(session.clientId(), numbers).whenComplete((messages, failure) -> {
            try {
                session.loop.eventLoop.execute(() -> arrived(wanted, messages, failure, taker));
            } catch (RejectedExecutionException e) {
                LOG.debug("clientId={} messages were read after the event loop had ended", session.clientId(), e);
            }
        });
    }

    private void arrived(
            List<Delivery> wanted, List<@Nullable Message> messages, @Nullable Throwable failure, Taker taker) {
        reading = false;
        if (failure != null) {
            LOG.error("clientId={} messages that wait could not be read", session.clientId(), failure);
            taker.failed();
            return;
        }
        long bytes = 1;
        for (Message message : messages) {
            bytes += message == null
                    ? 0
                    : message.topic().length + message.payload().length + message.properties().length;
        }
        batch = (int) Math.clamp(BYTES * messages.size() / bytes, 1, MOST);
        taker.read(wanted, messages);
        session.loop.outgoing.clear();
    }
}
