package io.caracal.store.log.format;

import org.jspecify.annotations.Nullable;

/**
 * What a record says. Session stands for the number that {@link #SESSION_PUT} gives a session, never given to another one; {@code text} is UTF-8
 * with its length as a varint in front; {@code sequence±} is the difference to the sequence before it in the same record, zigzag; {@code *}
 * repeats up to the end of the record.
 */
public enum RecordType {
    /** varint session, text client identifier, varint expiry interval, long disconnected at, byte will (0, 1), [varint delay, message]. */
    SESSION_PUT(1),
    /** varint session. */
    SESSION_REMOVED(2),
    /** varint session, (text filter, byte options, varint identifier)*. */
    SUBSCRIBED(3),
    /** varint session, (text filter)*. */
    UNSUBSCRIBED(4),
    /** message, varint session of the origin or 0, [short packet identifier], (delivery)*: see {@link DeliveryWire}. */
    ENQUEUED(5),
    /** varint session, short packet identifier: an origin without a message. */
    ACCEPTED(6),
    /** (varint session, varint sequence±, short packet identifier)*. */
    SENT(7),
    /** varint session, varint sequence, short packet identifier; takes the place of the delivery, which needs no message any more. */
    RECEIVED(8),
    /** (varint session, varint sequence±)*. */
    COMPLETED(9),
    /** (varint session, short packet identifier)*. */
    RELEASED(10),
    /** message. */
    RETAINED_PUT(11),
    /** text topic. */
    RETAINED_REMOVED(12),
    /** Nothing: the segment is full, and the next one goes on. */
    END(13),
    /** Nothing: the store was closed, and everything before was durable. */
    CLOSED(14),
    /** Anything: here was damage when the log was repaired. */
    GAP(15);

    private static final @Nullable RecordType[] BY_CODE = new RecordType[16];

    static {
        for (RecordType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /** As it stands in the header of a record. */
    public int code() {
        return code;
    }

    /** The type with a code, or null if there is none. */
    public static @Nullable RecordType of(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }
}
