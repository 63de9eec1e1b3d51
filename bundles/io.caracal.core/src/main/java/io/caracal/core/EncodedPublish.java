package io.caracal.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A PUBLISH packet as all subscribers of one protocol version get it; what differs is the first byte and the packet identifier. In
 * an array, because plain array code is fast before it is compiled, too; a large packet goes into one buffer that all share.
 */
final class EncodedPublish {
    /** From this size on, subscribers share one buffer instead of getting a copy each. */
    static final int SHARED_FROM = 16 * 1024;

    private byte[] bytes = new byte[256];
    private int length;
    private int idOffset;
    private boolean current;
    private @Nullable ByteBuf shared;

    boolean current() {
        return current;
    }

    int length() {
        return length;
    }

    /** Forgets the packet, and lets go of what is large. */
    void clear() {
        current = false;
        if (shared != null) {
            shared.release();
            shared = null;
        }
        if (bytes.length > SHARED_FROM) {
            bytes = new byte[256];
        }
    }

    /** Begins a packet with that Remaining Length. */
    void begin(int remainingLength) {
        int most = 5 + remainingLength;
        if (bytes.length < most) {
            bytes = new byte[most <= SHARED_FROM ? Integer.highestOneBit(most) * 2 : most];
        }
        bytes[0] = 0;
        length = 1;
        variableByteInteger(remainingLength);
        current = true;
    }

    void variableByteInteger(int value) {
        int rest = value;
        while (rest > 0x7f) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void twoBytes(int value) {
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    void fourBytes(int value) {
        twoBytes(value >>> 16);
        twoBytes(value);
    }

    void oneByte(int value) {
        bytes[length++] = (byte) value;
    }

    /** Leaves room for the packet identifier. */
    void identifier() {
        idOffset = length;
        length += 2;
    }

    void array(byte[] source) {
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    void buffer(ByteBuf source, int start, int count) {
        source.getBytes(start, bytes, length, count);
        length += count;
    }

    /**
     * Writes the packet for one subscriber.
     *
     * @param header the first byte
     * @param packetId 0 for none
     */
    void writeTo(PacketWriter writer, ByteBufAllocator allocator, int header, int packetId) {
        bytes[0] = (byte) header;
        if (packetId != 0) {
            bytes[idOffset] = (byte) (packetId >> 8);
            bytes[idOffset + 1] = (byte) packetId;
        }
        if (length < SHARED_FROM) {
            writer.buffer().writeBytes(bytes, 0, length);
            return;
        }
        int own = packetId != 0 ? idOffset + 2 : 1;
        writer.buffer().writeBytes(bytes, 0, own);
        ByteBuf all = shared;
        if (all == null) {
            all = allocator.directBuffer(length, length).writeBytes(bytes, 0, length);
            shared = all;
        }
        writer.shared(all.retainedSlice(own, length - own));
    }
}
