package io.caracal.store.log.format;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers and texts of variable length. */
public final class Wire {
    /** The most bytes of a varint. */
    public static final int MAX_VARINT = 10;

    private Wire() {}

    /** Seven bits a byte, the lowest first; the highest bit of a byte says that more follow. */
    public static void putVarint(ByteBuffer to, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    public static long getVarint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedRecordException("a number has more than 64 bits");
    }

    /** A difference, small in either direction. */
    public static void putSigned(ByteBuffer to, long value) {
        putVarint(to, value << 1 ^ value >> 63);
    }

    public static long getSigned(ByteBuffer from) {
        long zigzag = getVarint(from);
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    /** The most bytes that a text takes. */
    public static int maxText(String text) {
        return 5 + 3 * text.length();
    }

    /** Client identifiers are mostly ASCII, which needs no array in between. */
    public static void putText(ByteBuffer to, String text) {
        int length = text.length();
        int start = to.position();
        putVarint(to, length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                to.position(start);
                putBytes(to, text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            to.put((byte) c);
        }
    }

    public static String getText(ByteBuffer from) {
        return new String(getBytes(from), StandardCharsets.UTF_8);
    }

    public static void putBytes(ByteBuffer to, byte[] bytes) {
        putVarint(to, bytes.length);
        to.put(bytes);
    }

    public static byte[] getBytes(ByteBuffer from) {
        byte[] bytes = new byte[length(from)];
        from.get(bytes);
        return bytes;
    }

    /** Passes over a text or bytes. */
    public static void skip(ByteBuffer from) {
        int length = length(from);
        from.position(from.position() + length);
    }

    private static int length(ByteBuffer from) {
        long length = getVarint(from);
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) length;
    }
}
