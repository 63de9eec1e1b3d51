package io.caracal.store.log;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreState;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.log.format.DeliveryWire;
import io.caracal.store.log.format.MessageWire;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SessionWire;
import io.caracal.store.log.format.Wire;
import io.caracal.store.log.index.DeliveryQueue.State;
import io.caracal.store.log.index.KeptSession;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.journal.Answers;
import io.caracal.store.log.journal.Journal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sessions: each change is a record at the end of the log, and a change of the index. */
final class LogSessions implements SessionStore {
    private static final int SHORT = 2;

    private final Journal journal;
    private final SessionIndex index;
    private final MessageReader reader;
    private final Executor background;

    /** The sessions of the deliveries that are being added; used again and again, under the lock. */
    private @Nullable KeptSession[] receivers = new @Nullable KeptSession[16];

    LogSessions(Journal journal, SessionIndex index, MessageReader reader, Executor background) {
        this.journal = journal;
        this.index = index;
        this.reader = reader;
        this.background = background;
    }

    @Override
    public CompletionStage<Void> recover(Consumer<StoredSession> visitor) {
        return Answers.as(CompletableFuture.runAsync(() -> handOut(visitor), background));
    }

    private void handOut(Consumer<StoredSession> visitor) {
        List<KeptSession> all = locked(() -> List.copyOf(index.all()));
        for (KeptSession session : all) {
            visitor.accept(locked(() -> index.handOut(session)));
        }
    }

    private <T> T locked(Supplier<T> action) {
        journal.lock();
        try {
            return action.get();
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> put(SessionState state) {
        journal.lock();
        try {
            KeptSession known = index.get(state.clientId());
            CompletableFuture<?> refusal = known == null ? journal.refusal() : journal.failure();
            if (refusal != null) {
                return Answers.as(refusal);
            }
            long number = known == null ? index.nextNumber() : known.number();
            ByteBuffer to = journal.begin(RecordType.SESSION_PUT, Wire.MAX_VARINT + SessionWire.maxSize(state));
            Wire.putVarint(to, number);
            SessionWire.put(to, state);
            index.put(index.named(number), state, journal.end(1));
            return answer(true);
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> remove(String clientId) {
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            if (session == null || journal.failure() != null) {
                return Answers.as(journal.unchanged());
            }
            Wire.putVarint(journal.begin(RecordType.SESSION_REMOVED, Wire.MAX_VARINT), session.number());
            journal.end(0);
            index.remove(session);
            return answer(true);
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> subscribe(String clientId, List<StoredSubscription> subscriptions) {
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            CompletableFuture<?> refusal = journal.refusal();
            if (session == null || refusal != null || subscriptions.isEmpty()) {
                return Answers.as(refusal == null ? journal.unchanged() : refusal);
            }
            int size = Wire.MAX_VARINT;
            for (StoredSubscription subscription : subscriptions) {
                size += SessionWire.maxSize(subscription);
            }
            ByteBuffer to = journal.begin(RecordType.SUBSCRIBED, size);
            Wire.putVarint(to, session.number());
            for (StoredSubscription subscription : subscriptions) {
                SessionWire.put(to, subscription);
            }
            long place = journal.end(subscriptions.size());
            for (StoredSubscription subscription : subscriptions) {
                index.subscribe(session, subscription, place);
            }
            return answer(true);
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> unsubscribe(String clientId, List<String> filters) {
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            if (session == null || journal.failure() != null) {
                return Answers.as(journal.unchanged());
            }
            int size = Wire.MAX_VARINT;
            for (String filter : filters) {
                size += Wire.maxText(filter);
            }
            ByteBuffer to = journal.begin(RecordType.UNSUBSCRIBED, size);
            Wire.putVarint(to, session.number());
            filters.forEach(filter -> Wire.putText(to, filter));
            journal.end(0);
            filters.forEach(filter -> index.unsubscribe(session, filter));
            return answer(true);
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> enqueue(Message message, List<StoredDelivery> deliveries, @Nullable Origin origin) {
        journal.lock();
        try {
            CompletableFuture<?> refusal = journal.refusal();
            if (refusal != null) {
                return Answers.as(refusal);
            }
            KeptSession publisher = origin == null ? null : index.get(origin.clientId());
            int size = sizeOfKept(deliveries);
            if (size > 0) {
                append(message, deliveries, Math.addExact(size, MessageWire.maxSize(message)), publisher, origin);
            } else if (publisher != null && origin != null) {
                accept(publisher, origin.packetId());
            } else {
                return Answers.as(journal.unchanged());
            }
            return answer(true);
        } finally {
            journal.unlock();
        }
    }

    /** Finds the sessions of the deliveries, and the most bytes that those of kept sessions take; 0 if none is kept. */
    private int sizeOfKept(List<StoredDelivery> deliveries) {
        int count = deliveries.size();
        if (count > receivers.length) {
            receivers = new @Nullable KeptSession[count * 2];
        }
        int size = 0;
        for (int i = 0; i < count; i++) {
            StoredDelivery delivery = deliveries.get(i);
            KeptSession session = index.get(delivery.clientId());
            receivers[i] = session;
            if (session != null) {
                if (session.has(delivery.sequence())) {
                    throw new IllegalArgumentException("sequence " + delivery.sequence() + " of session "
                            + delivery.clientId() + " is in the queue already");
                }
                size += DeliveryWire.maxSize(delivery);
            }
        }
        return size;
    }

    private void append(
            Message message,
            List<StoredDelivery> deliveries,
            int size,
            @Nullable KeptSession publisher,
            @Nullable Origin origin) {
        ByteBuffer to = journal.begin(RecordType.ENQUEUED, Math.addExact(size, Wire.MAX_VARINT + SHORT));
        MessageWire.put(to, message);
        int references = 0;
        if (publisher == null || origin == null) {
            Wire.putVarint(to, 0);
        } else {
            Wire.putVarint(to, publisher.number());
            to.putShort((short) origin.packetId());
            references++;
        }
        long before = 0;
        for (int i = 0; i < deliveries.size(); i++) {
            KeptSession session = receivers[i];
            if (session != null) {
                StoredDelivery delivery = deliveries.get(i);
                DeliveryWire.put(to, session.number(), delivery, before);
                before = delivery.sequence();
                references++;
            }
        }
        keep(deliveries, journal.end(references), publisher, origin);
    }

    private void keep(
            List<StoredDelivery> deliveries, long place, @Nullable KeptSession publisher, @Nullable Origin origin) {
        if (publisher != null && origin != null) {
            publisher.accepted(origin.packetId(), place);
        }
        for (int i = 0; i < deliveries.size(); i++) {
            KeptSession session = receivers[i];
            if (session != null) {
                StoredDelivery delivery = deliveries.get(i);
                int state = State.of(delivery.qos(), delivery.retain(), delivery.packetId());
                index.enqueue(session, delivery.sequence(), place, state);
                receivers[i] = null;
            }
        }
    }

    private void accept(KeptSession publisher, int packetId) {
        ByteBuffer to = journal.begin(RecordType.ACCEPTED, Wire.MAX_VARINT + SHORT);
        Wire.putVarint(to, publisher.number());
        to.putShort((short) packetId);
        publisher.accepted(packetId, journal.end(1));
    }

    @Override
    public CompletionStage<List<@Nullable Message>> read(String clientId, long[] deliveries) {
        return reader.read(clientId, deliveries);
    }

    @Override
    public boolean readable() {
        return true;
    }

    @Override
    public CompletionStage<Void> sent(String clientId, long delivery, int packetId) {
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            if (session == null || journal.failure() != null || !session.has(delivery)) {
                return Answers.as(journal.unchanged());
            }
            int state = session.state(delivery);
            ByteBuffer to = journal.beginRun(RecordType.SENT, 2 * Wire.MAX_VARINT + SHORT);
            Wire.putVarint(to, session.number());
            Wire.putSigned(to, delivery - journal.runSequence(delivery));
            to.putShort((short) packetId);
            journal.endRun();
            index.sent(session, delivery, packetId);
            return answer(State.qos(state) == 2); // nobody waits before he sends QoS 1
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> received(String clientId, long delivery) {
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            if (session == null || journal.failure() != null || !session.has(delivery)) {
                return Answers.as(journal.unchanged());
            }
            int packetId = State.packetId(session.state(delivery));
            ByteBuffer to = journal.begin(RecordType.RECEIVED, 2 * Wire.MAX_VARINT + SHORT);
            Wire.putVarint(to, session.number());
            Wire.putVarint(to, delivery);
            to.putShort((short) packetId);
            index.received(session, delivery, packetId, journal.end(1));
            return answer(true);
        } finally {
            journal.unlock();
        }
    }

    @Override
    public void completed(String clientId, long delivery) {
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            if (session == null || journal.failure() != null || !session.has(delivery)) {
                return;
            }
            ByteBuffer to = journal.beginRun(RecordType.COMPLETED, 2 * Wire.MAX_VARINT);
            Wire.putVarint(to, session.number());
            Wire.putSigned(to, delivery - journal.runSequence(delivery));
            journal.endRun();
            index.completed(session, delivery);
            journal.answer(false);
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> released(String clientId, int packetId) {
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            if (session == null || journal.failure() != null || !session.isAccepted(packetId)) {
                return Answers.as(journal.unchanged());
            }
            ByteBuffer to = journal.beginRun(RecordType.RELEASED, Wire.MAX_VARINT + SHORT);
            Wire.putVarint(to, session.number());
            to.putShort((short) packetId);
            journal.endRun();
            session.released(packetId);
            return answer(true);
        } finally {
            journal.unlock();
        }
    }

    @SuppressWarnings("NullAway") // a Void is always null
    private CompletionStage<Void> answer(boolean awaited) {
        return Answers.as(journal.answer(awaited));
    }

    @Override
    public StoreState state() {
        return journal.state();
    }

    @Override
    public boolean lagging() {
        return journal.lagging();
    }
}
