package io.caracal.store.log.cleaning;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.log.format.DeliveryWire;
import io.caracal.store.log.format.MessageWire;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SessionWire;
import io.caracal.store.log.format.Wire;
import io.caracal.store.log.index.DeliveryQueue.State;
import io.caracal.store.log.index.KeptMessage;
import io.caracal.store.log.index.KeptSession;
import io.caracal.store.log.index.RetainedPlaces;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.journal.Journal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes again what is alive of a record, as it is now. Under the lock of the journal. */
final class Mover {
    private static final int SHORT = 2;

    /** By how much a delivery may be longer than it was: a packet identifier, and the difference to another sequence. */
    private static final int LONGER = SHORT + Wire.MAX_VARINT;

    private final Journal journal;
    private final SessionIndex sessions;
    private final RetainedPlaces retained;

    Mover(Journal journal, SessionIndex sessions, RetainedPlaces retained) {
        this.journal = journal;
        this.sessions = sessions;
        this.retained = retained;
    }

    /** @param place where the record is; what is alive elsewhere stays there */
    void move(RecordType type, ByteBuffer content, long place) {
        switch (type) {
            case SESSION_PUT -> state(content, place);
            case SUBSCRIBED -> subscriptions(content, place);
            case ENQUEUED -> message(content, place);
            case ACCEPTED -> {
                KeptSession session = sessions.get(Wire.getVarint(content));
                accepted(session, content.getShort() & 0xffff, place);
            }
            case RECEIVED -> received(content, place);
            case RETAINED_PUT -> retained(content, place);
            case SESSION_REMOVED, UNSUBSCRIBED, SENT, COMPLETED, RELEASED, RETAINED_REMOVED, END, CLOSED, GAP -> {
                // Nothing refers to it: what it took away was before it, and is gone with this segment at the latest.
            }
        }
    }

    private void state(ByteBuffer content, long place) {
        KeptSession session = sessions.get(Wire.getVarint(content));
        SessionState state = session == null || session.statePlace() != place ? null : session.state();
        if (session == null || state == null) {
            return;
        }
        ByteBuffer to = journal.begin(RecordType.SESSION_PUT, Wire.MAX_VARINT + SessionWire.maxSize(state));
        Wire.putVarint(to, session.number());
        SessionWire.put(to, state);
        sessions.put(session, state, journal.end(1));
    }

    private void subscriptions(ByteBuffer content, long place) {
        KeptSession session = sessions.get(Wire.getVarint(content));
        if (session == null) {
            return;
        }
        int length = content.remaining();
        List<StoredSubscription> alive = new ArrayList<>();
        while (content.hasRemaining()) {
            StoredSubscription subscription = SessionWire.getSubscription(content);
            if (session.isSubscribedWith(subscription, place)) {
                alive.add(subscription);
            }
        }
        if (alive.isEmpty()) {
            return;
        }
        ByteBuffer to = journal.begin(RecordType.SUBSCRIBED, Wire.MAX_VARINT + length);
        Wire.putVarint(to, session.number());
        alive.forEach(subscription -> SessionWire.put(to, subscription));
        long moved = journal.end(alive.size());
        alive.forEach(subscription -> sessions.subscribe(session, subscription, moved));
    }

    private void message(ByteBuffer content, long place) {
        ByteBuffer body = content.duplicate();
        MessageWire.skip(content);
        body.limit(content.position());
        long origin = Wire.getVarint(content);
        KeptSession publisher = origin == 0 ? null : sessions.get(origin);
        int packetId = origin == 0 ? 0 : content.getShort() & 0xffff;
        boolean accepted = publisher != null && publisher.isAcceptedAt(packetId, place);
        int deliveries = alive(content, place);
        if (deliveries == 0) {
            accepted(publisher, packetId, place);
            return;
        }
        int longest = body.remaining() + content.remaining() + LONGER * (deliveries + 1);
        ByteBuffer to = journal.begin(RecordType.ENQUEUED, longest);
        to.put(body);
        if (accepted) {
            Wire.putVarint(to, origin);
            to.putShort((short) packetId);
        } else {
            Wire.putVarint(to, 0);
        }
        copy(content, place, to);
        long moved = journal.end(accepted ? deliveries + 1 : deliveries);
        if (publisher != null && accepted) {
            publisher.accepted(packetId, moved);
        }
        settle(content, place, moved);
    }

    private int alive(ByteBuffer content, long place) {
        int alive = 0;
        DeliveryWire delivery = deliveries(content);
        while (delivery.next()) {
            KeptSession session = sessions.get(delivery.session());
            alive += session != null && session.place(delivery.sequence()) == place ? 1 : 0;
        }
        return alive;
    }

    private void copy(ByteBuffer content, long place, ByteBuffer to) {
        long before = 0;
        DeliveryWire delivery = deliveries(content);
        while (delivery.next()) {
            KeptSession session = sessions.get(delivery.session());
            if (session != null && session.place(delivery.sequence()) == place) {
                delivery.copy(to, State.packetId(session.state(delivery.sequence())), before);
                before = delivery.sequence();
            }
        }
    }

    private void settle(ByteBuffer content, long place, long moved) {
        DeliveryWire delivery = deliveries(content);
        while (delivery.next()) {
            KeptSession session = sessions.get(delivery.session());
            if (session != null && session.place(delivery.sequence()) == place) {
                sessions.enqueue(session, delivery.sequence(), moved, session.state(delivery.sequence()));
            }
        }
    }

    private static DeliveryWire deliveries(ByteBuffer content) {
        return new DeliveryWire(content.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }

    private void accepted(@Nullable KeptSession session, int packetId, long place) {
        if (session == null || !session.isAcceptedAt(packetId, place)) {
            return;
        }
        ByteBuffer to = journal.begin(RecordType.ACCEPTED, Wire.MAX_VARINT + SHORT);
        Wire.putVarint(to, session.number());
        to.putShort((short) packetId);
        session.accepted(packetId, journal.end(1));
    }

    private void received(ByteBuffer content, long place) {
        KeptSession session = sessions.get(Wire.getVarint(content));
        long sequence = Wire.getVarint(content);
        if (session == null || session.place(sequence) != place) {
            return;
        }
        int packetId = content.getShort() & 0xffff;
        ByteBuffer to = journal.begin(RecordType.RECEIVED, 2 * Wire.MAX_VARINT + SHORT);
        Wire.putVarint(to, session.number());
        Wire.putVarint(to, sequence);
        to.putShort((short) packetId);
        sessions.received(session, sequence, packetId, journal.end(1));
    }

    private void retained(ByteBuffer content, long place) {
        Message message = MessageWire.get(content);
        KeptMessage kept = retained.get(message.topicName());
        if (kept == null || kept.place() != place) {
            return;
        }
        MessageWire.put(journal.begin(RecordType.RETAINED_PUT, MessageWire.maxSize(kept.message())), kept.message());
        retained.moved(kept, journal.end(1));
    }
}
