package io.caracal.store.log.format;

import io.caracal.api.store.Message;
import java.nio.ByteBuffer;

/**
 * A message: byte flags (bits 0 and 1 QoS, {@link #RETAIN}, {@link #EXPIRES}, {@link #PROPERTIES}), long published at, [varint milliseconds from there to the
 * expiry, zigzag], text topic, text publisher, [properties with their length], payload with its length.
 */
public final class MessageWire {
    private static final int QOS = 3;
    private static final int RETAIN = 4;
    private static final int EXPIRES = 8;
    private static final int PROPERTIES = 16;
    private static final byte[] NOTHING = {};

    private MessageWire() {}

    /** The most bytes that a message takes. */
    public static int maxSize(Message message) {
        return Math.addExact(
                64 + message.topic().length + Wire.maxText(message.publisher()) + message.properties().length,
                message.payload().length);
    }

    public static void put(ByteBuffer to, Message message) {
        boolean expires = message.expiresAt() != Message.NEVER;
        boolean properties = message.properties().length > 0;
        to.put((byte) (message.qos()
                | (message.retain() ? RETAIN : 0)
                | (expires ? EXPIRES : 0)
                | (properties ? PROPERTIES : 0)));
        to.putLong(message.publishedAt());
        if (expires) {
            Wire.putSigned(to, message.expiresAt() - message.publishedAt());
        }
        Wire.putBytes(to, message.topic());
        Wire.putText(to, message.publisher());
        if (properties) {
            Wire.putBytes(to, message.properties());
        }
        Wire.putBytes(to, message.payload());
    }

    public static Message get(ByteBuffer from) {
        int flags = from.get();
        long publishedAt = from.getLong();
        long expiresAt = (flags & EXPIRES) == 0 ? Message.NEVER : publishedAt + Wire.getSigned(from);
        byte[] topic = Wire.getBytes(from);
        String publisher = Wire.getText(from);
        byte[] properties = (flags & PROPERTIES) == 0 ? NOTHING : Wire.getBytes(from);
        byte[] payload = Wire.getBytes(from);
        return new Message(
                topic, payload, properties, flags & QOS, (flags & RETAIN) != 0, publishedAt, expiresAt, publisher);
    }

    /** Passes over a message. */
    public static void skip(ByteBuffer from) {
        int flags = from.get();
        from.getLong();
        if ((flags & EXPIRES) != 0) {
            Wire.getVarint(from);
        }
        Wire.skip(from);
        Wire.skip(from);
        if ((flags & PROPERTIES) != 0) {
            Wire.skip(from);
        }
        Wire.skip(from);
    }
}
