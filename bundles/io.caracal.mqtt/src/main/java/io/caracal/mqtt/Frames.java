package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Finds packets in a stream that comes in arbitrary pieces (section 2.1), and writes lengths.
 *
 * <p>A frame is described by one {@code long}, so that nothing is allocated and nothing read twice:
 * {@snippet :
 * long frame = Frames.read(in, index, limit);
 * if (frame == Frames.INCOMPLETE || limit - index < Frames.totalLength(frame)) {
 *     return; // wait for more bytes
 * }
 * int start = index + Frames.headerLength(frame);
 * int end = index + Frames.totalLength(frame);
 * }
 */
public final class Frames {
    /** What {@link #read} returns as long as the fixed header is not complete. */
    public static final long INCOMPLETE = -1;

    /** The greatest value of a Variable Byte Integer, thus the greatest Remaining Length. */
    public static final int MAX_VARIABLE_BYTE_INTEGER = 268_435_455;

    private static final int HEADER_SHIFT = 32;
    private static final long PADDED = 1L << 40;

    private Frames() {}

    /**
     * Reads a fixed header.
     *
     * @param in the buffer; its indexes are not moved
     * @param index where the packet begins
     * @param limit where the bytes received so far end
     * @return the frame for {@link #totalLength}, {@link #headerLength} and {@link #padded}; or {@link #INCOMPLETE}
     * @throws MalformedPacketException if the Remaining Length takes more than four bytes (section 1.5.5)
     */
    public static long read(ByteBuf in, int index, int limit) throws MalformedPacketException {
        if (limit - index < 2) {
            return INCOMPLETE;
        }
        int first = in.getByte(index + 1);
        if (first >= 0) {
            return (2L << HEADER_SHIFT) | (first + 2);
        }
        return readLong(in, index, limit, first & 0x7f);
    }

    private static long readLong(ByteBuf in, int index, int limit, int first) throws MalformedPacketException {
        int remaining = first;
        for (int i = 2; i <= 4; i++) {
            if (index + i >= limit) {
                return INCOMPLETE;
            }
            int next = in.getByte(index + i);
            remaining |= (next & 0x7f) << (7 * (i - 1));
            if (next >= 0) {
                int header = i + 1;
                return (next == 0 ? PADDED : 0) | ((long) header << HEADER_SHIFT) | (header + remaining);
            }
        }
        throw new MalformedPacketException(
                ReasonCode.MALFORMED_PACKET, "the remaining length takes more than four bytes");
    }

    /** Bytes of the whole packet, fixed header included; at most 268,435,460. */
    public static int totalLength(long frame) {
        return (int) frame;
    }

    /** Bytes of the fixed header, 2 to 5: the variable header begins behind them. */
    public static int headerLength(long frame) {
        return (int) (frame >>> HEADER_SHIFT) & 0xff;
    }

    /**
     * Whether the Remaining Length is written with more bytes than it needs. MQTT 5.0 forbids that [MQTT-1.5.5-1], MQTT 3.x does
     * not; which one is spoken, the connection knows.
     */
    public static boolean padded(long frame) {
        return (frame & PADDED) != 0;
    }

    /**
     * The length of the packet that begins at {@code index}, fixed header included, or -1 if its fixed header is incomplete.
     *
     * @throws MalformedPacketException as {@link #read}
     */
    public static int packetLength(ByteBuf in, int index, int limit) throws MalformedPacketException {
        long frame = read(in, index, limit);
        return frame == INCOMPLETE ? -1 : totalLength(frame);
    }

    /** How many bytes a Variable Byte Integer takes, 1 to 4. */
    public static int variableByteIntegerSize(int value) {
        if (value < 0 || value > MAX_VARIABLE_BYTE_INTEGER) {
            throw new IllegalArgumentException(
                    value + " does not fit into a Variable Byte Integer (0 to " + MAX_VARIABLE_BYTE_INTEGER + ")");
        }
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }

    /** Writes a Variable Byte Integer with as few bytes as possible [MQTT-1.5.5-1]. */
    public static void writeVariableByteInteger(ByteBuf out, int value) {
        switch (variableByteIntegerSize(value)) {
            case 1 -> out.writeByte(value);
            case 2 -> out.writeShort((((value & 0x7f) | 0x80) << 8) | (value >>> 7));
            default -> {
                int rest = value;
                for (; rest > 0x7f; rest >>>= 7) {
                    out.writeByte((rest & 0x7f) | 0x80);
                }
                out.writeByte(rest);
            }
        }
    }
}
