package io.caracal.store.log.recovery;

import io.caracal.store.log.format.DeliveryWire;
import io.caracal.store.log.format.MessageWire;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SessionWire;
import io.caracal.store.log.format.Traits;
import io.caracal.store.log.format.Wire;
import io.caracal.store.log.index.DeliveryQueue.State;
import io.caracal.store.log.index.KeptSession;
import io.caracal.store.log.index.RetainedIndex;
import io.caracal.store.log.index.SessionIndex;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Does to the index what one record after the other says. What was moved forward comes a second time, or only behind what refers to it: so a session may be
 * spoken of before it is known what it is, and the later record for the same thing counts.
 */
public final class Replay {
    private final SessionIndex sessions;
    private final RetainedIndex retained;

    /** Most deliveries of a session have the same ones. */
    private final Map<Traits, Traits> known = new HashMap<>();

    public Replay(SessionIndex sessions, RetainedIndex retained) {
        this.sessions = sessions;
        this.retained = retained;
    }

    /**
     * Applies a record.
     *
     * @return how many things refer to it
     * @throws RuntimeException if it does not hold what its type says
     */
    public int apply(RecordType type, ByteBuffer content, long place) {
        return switch (type) {
            case SESSION_PUT -> put(content, place);
            case SESSION_REMOVED -> remove(content);
            case SUBSCRIBED -> subscribe(content, place);
            case UNSUBSCRIBED -> unsubscribe(content);
            case ENQUEUED -> enqueue(content, place);
            case ACCEPTED -> accept(content, Wire.getVarint(content), place);
            case SENT -> sent(content);
            case RECEIVED -> received(content, place);
            case COMPLETED -> completed(content);
            case RELEASED -> released(content);
            case RETAINED_PUT -> {
                retained.put(MessageWire.get(content), place);
                yield 1;
            }
            case RETAINED_REMOVED -> {
                retained.remove(Wire.getText(content));
                yield 0;
            }
            case END, CLOSED, GAP -> 0;
        };
    }

    private int put(ByteBuffer content, long place) {
        KeptSession session = session(content);
        sessions.put(session, SessionWire.getState(content), place);
        return 1;
    }

    private int remove(ByteBuffer content) {
        sessions.remove(session(content));
        return 0;
    }

    private int subscribe(ByteBuffer content, long place) {
        KeptSession session = session(content);
        int count = 0;
        for (; content.hasRemaining(); count++) {
            sessions.subscribe(session, SessionWire.getSubscription(content), place);
        }
        return count;
    }

    private int unsubscribe(ByteBuffer content) {
        KeptSession session = session(content);
        while (content.hasRemaining()) {
            sessions.unsubscribe(session, Wire.getText(content));
        }
        return 0;
    }

    private int enqueue(ByteBuffer content, long place) {
        MessageWire.skip(content);
        long origin = Wire.getVarint(content);
        int count = origin == 0 ? 0 : accept(content, origin, place);
        DeliveryWire delivery = new DeliveryWire(content);
        for (; delivery.next(); count++) {
            KeptSession session = sessions.named(delivery.session());
            int state = State.of(delivery.qos(), delivery.retain(), delivery.packetId());
            sessions.enqueue(session, delivery.sequence(), place, state);
            Traits traits = delivery.traits();
            if (traits != Traits.NONE) {
                sessions.traits(session, known.computeIfAbsent(traits, same -> same));
            }
        }
        return count;
    }

    private int accept(ByteBuffer content, long session, long place) {
        sessions.named(session).accepted(packetId(content), place);
        return 1;
    }

    private int sent(ByteBuffer content) {
        long sequence = 0;
        while (content.hasRemaining()) {
            KeptSession session = session(content);
            sequence += Wire.getSigned(content);
            sessions.sent(session, sequence, packetId(content));
        }
        return 0;
    }

    private int received(ByteBuffer content, long place) {
        KeptSession session = session(content);
        long sequence = Wire.getVarint(content);
        sessions.received(session, sequence, packetId(content), place);
        return 1;
    }

    private int completed(ByteBuffer content) {
        long sequence = 0;
        while (content.hasRemaining()) {
            KeptSession session = session(content);
            sequence += Wire.getSigned(content);
            sessions.completed(session, sequence);
        }
        return 0;
    }

    private int released(ByteBuffer content) {
        while (content.hasRemaining()) {
            KeptSession session = session(content);
            session.released(packetId(content));
        }
        return 0;
    }

    private KeptSession session(ByteBuffer content) {
        return sessions.named(Wire.getVarint(content));
    }

    private static int packetId(ByteBuffer content) {
        return content.getShort() & 0xffff;
    }
}
