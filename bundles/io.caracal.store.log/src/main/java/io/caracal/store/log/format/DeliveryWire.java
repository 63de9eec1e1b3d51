package io.caracal.store.log.format;

import io.caracal.api.store.StoredDelivery;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of an {@link RecordType#ENQUEUED} record: varint session, varint sequence±, byte flags (bits 0 and 1 QoS, {@link #RETAIN},
 * {@link #IDENTIFIERS}, {@link #SHARE}, {@link #PACKET}), [short packet identifier], [varint count, varint identifiers], [text share].
 * An object of this class reads one after the other.
 */
public final class DeliveryWire {
    private static final int QOS = 3;
    private static final int RETAIN = 4;
    private static final int IDENTIFIERS = 8;
    private static final int SHARE = 16;
    private static final int PACKET = 32;

    private final ByteBuffer from;
    private long session;
    private long sequence;
    private int flags;
    private int packetId;
    private int traitsAt;
    private int end;

    /** @param from at the first delivery; they go on up to its limit */
    public DeliveryWire(ByteBuffer from) {
        this.from = from;
        this.end = from.position();
    }

    /** The most bytes that a delivery takes. */
    public static int maxSize(StoredDelivery delivery) {
        String share = delivery.share();
        return 2 * Wire.MAX_VARINT + 8 + 5 * delivery.identifiers().length + (share == null ? 0 : Wire.maxText(share));
    }

    /** @param before the sequence of the delivery before it in the record, 0 for the first */
    public static void put(ByteBuffer to, long session, StoredDelivery delivery, long before) {
        int[] identifiers = delivery.identifiers();
        String share = delivery.share();
        int some = (identifiers.length > 0 ? IDENTIFIERS : 0) | (share == null ? 0 : SHARE);
        putFixed(
                to,
                session,
                delivery.sequence() - before,
                delivery.qos() | (delivery.retain() ? RETAIN : 0) | some,
                delivery.packetId());
        if (identifiers.length > 0) {
            Wire.putVarint(to, identifiers.length);
            for (int identifier : identifiers) {
                Wire.putVarint(to, identifier);
            }
        }
        if (share != null) {
            Wire.putText(to, share);
        }
    }

    private static void putFixed(ByteBuffer to, long session, long step, int flags, int packetId) {
        Wire.putVarint(to, session);
        Wire.putSigned(to, step);
        to.put((byte) (packetId == 0 ? flags : flags | PACKET));
        if (packetId != 0) {
            to.putShort((short) packetId);
        }
    }

    /** Goes to the next delivery; false if there is none. */
    public boolean next() {
        from.position(end);
        if (!from.hasRemaining()) {
            return false;
        }
        session = Wire.getVarint(from);
        sequence += Wire.getSigned(from);
        flags = from.get();
        packetId = (flags & PACKET) == 0 ? 0 : from.getShort() & 0xffff;
        traitsAt = from.position();
        if ((flags & IDENTIFIERS) != 0) {
            for (long count = Wire.getVarint(from); count > 0; count--) {
                Wire.getVarint(from);
            }
        }
        if ((flags & SHARE) != 0) {
            Wire.skip(from);
        }
        end = from.position();
        return true;
    }

    /** Writes this delivery once more, as it is but for the packet identifier. */
    public void copy(ByteBuffer to, int currentPacketId, long before) {
        putFixed(to, session, sequence - before, flags & ~PACKET, currentPacketId);
        to.put(from.duplicate().limit(end).position(traitsAt));
    }

    public long session() {
        return session;
    }

    public long sequence() {
        return sequence;
    }

    public int qos() {
        return flags & QOS;
    }

    public boolean retain() {
        return (flags & RETAIN) != 0;
    }

    /** 0 if it waits. */
    public int packetId() {
        return packetId;
    }

    /** {@link Traits#NONE} for most. */
    public Traits traits() {
        if ((flags & (IDENTIFIERS | SHARE)) == 0) {
            return Traits.NONE;
        }
        from.position(traitsAt);
        return new Traits(identifiers(), share());
    }

    private int[] identifiers() {
        if ((flags & IDENTIFIERS) == 0) {
            return Traits.NONE.identifiers();
        }
        long count = Wire.getVarint(from);
        if (count > from.remaining()) {
            throw new MalformedRecordException("a delivery has more subscription identifiers than its record holds");
        }
        int[] identifiers = new int[(int) count];
        for (int i = 0; i < count; i++) {
            identifiers[i] = (int) Wire.getVarint(from);
        }
        return identifiers;
    }

    private @Nullable String share() {
        return (flags & SHARE) == 0 ? null : Wire.getText(from);
    }
}
