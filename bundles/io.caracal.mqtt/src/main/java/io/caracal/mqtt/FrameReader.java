package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Reads the data types of section 1.5 from one packet, or a part of one, and never beyond its end. */
final class FrameReader {
    private final ByteBuf in;
    private final int end;
    private int position;

    FrameReader(ByteBuf in, int start, int end) {
        this.in = in;
        this.position = start;
        this.end = end;
    }

    int remaining() {
        return end - position;
    }

    boolean atEnd() {
        return position >= end;
    }

    int u8() throws MalformedPacketException {
        return in.getUnsignedByte(take(1));
    }

    int u16() throws MalformedPacketException {
        return in.getUnsignedShort(take(2));
    }

    long u32() throws MalformedPacketException {
        return in.getUnsignedInt(take(4));
    }

    /** At most four bytes, and no more than needed [MQTT-1.5.5-1]. */
    int variableByteInteger() throws MalformedPacketException {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int next = u8();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw malformed("a variable byte integer takes more bytes than it needs");
                }
                return value;
            }
        }
        throw malformed("a variable byte integer takes more than four bytes");
    }

    /** A UTF-8 Encoded String, checked (section 1.5.4). */
    String string(String what) throws MalformedPacketException {
        int length = u16();
        int start = take(length);
        Utf8.check(in, start, length, what);
        return in.toString(start, length, StandardCharsets.UTF_8);
    }

    /** A string that is a topic name: not empty, without wildcards. */
    String topicName() throws MalformedPacketException {
        int length = u16();
        int start = take(length);
        TopicNames.check(in, start, length);
        return in.toString(start, length, StandardCharsets.UTF_8);
    }

    /** A topic name, or nothing where a Topic Alias may stand for it. */
    String topicNameOrEmpty() throws MalformedPacketException {
        if (remaining() >= 2 && in.getUnsignedShort(position) == 0) {
            take(2);
            return "";
        }
        return topicName();
    }

    /** Binary Data (section 1.5.6). */
    byte[] binary() throws MalformedPacketException {
        return bytes(u16());
    }

    /** All that is left. */
    byte[] rest() throws MalformedPacketException {
        return bytes(remaining());
    }

    /** A Packet Identifier, which is never 0 (section 2.2.1). */
    int packetId() throws MalformedPacketException {
        int id = u16();
        if (id == 0) {
            throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "the packet identifier is 0");
        }
        return id;
    }

    /** The next bytes as something to read by itself. */
    FrameReader part(int length) throws MalformedPacketException {
        int start = take(length);
        return new FrameReader(in, start, start + length);
    }

    /** Throws if something is left over. */
    void finish() throws MalformedPacketException {
        if (!atEnd()) {
            throw malformed(remaining() + " bytes behind the end of the packet's content");
        }
    }

    private byte[] bytes(int length) throws MalformedPacketException {
        int start = take(length);
        return ByteBufUtil.getBytes(in, start, length, true);
    }

    private int take(int length) throws MalformedPacketException {
        int start = position;
        if (length > end - start) {
            throw malformed("the packet ends inside a field");
        }
        position = start + length;
        return start;
    }

    private static MalformedPacketException malformed(String message) {
        return new MalformedPacketException(ReasonCode.MALFORMED_PACKET, message);
    }
}
