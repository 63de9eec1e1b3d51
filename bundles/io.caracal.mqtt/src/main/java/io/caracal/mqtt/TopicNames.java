package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/** What a Topic Name may be (section 4.7). */
public final class TopicNames {
    private TopicNames() {}

    /**
     * Checks the bytes of a topic name.
     *
     * @param in the buffer; its indexes are not moved
     * @param start where the name begins (behind its length)
     * @param length its bytes
     * @throws MalformedPacketException with {@link ReasonCode#MALFORMED_PACKET} if the bytes are no UTF-8 Encoded String
     *     [MQTT-1.5.4-1] or contain U+0000 [MQTT-1.5.4-2, MQTT-4.7.3-2]; {@link ReasonCode#PROTOCOL_ERROR} if there are none
     *     [MQTT-4.7.3-1]; {@link ReasonCode#TOPIC_NAME_INVALID} if they contain a wildcard [MQTT-3.3.2-2]
     */
    public static void check(ByteBuf in, int start, int length) throws MalformedPacketException {
        if (!plain(in, start, length)) {
            checkSlowly(in, start, length);
        }
    }

    /** Whether a text is a valid topic name that fits into a packet. */
    public static boolean valid(String topic) {
        return !topic.isEmpty() && topic.indexOf('+') < 0 && topic.indexOf('#') < 0 && Utf8.encodable(topic);
    }

    /** The number of levels: {@code a} has one, {@code a/b} and {@code a/} have two. */
    public static int levels(ByteBuf in, int start, int length) {
        int levels = 1;
        int position = start;
        int end = start + length;
        for (; position + Long.BYTES <= end; position += Long.BYTES) {
            levels += Swar.count(in.getLong(position), '/');
        }
        for (; position < end; position++) {
            if (in.getByte(position) == '/') {
                levels++;
            }
        }
        return levels;
    }

    /** The number of levels of a topic name or filter. */
    public static int levels(String topic) {
        int levels = 1;
        for (int slash = topic.indexOf('/'); slash >= 0; slash = topic.indexOf('/', slash + 1)) {
            levels++;
        }
        return levels;
    }

    /** True for the usual topic name: ASCII, not empty, no U+0000, no wildcard. False says nothing yet. */
    private static boolean plain(ByteBuf in, int start, int length) {
        if (length < Long.BYTES) {
            return length > 0 && plainBytes(in, start, length);
        }
        int last = start + length - Long.BYTES;
        for (int position = start; position < last; position += Long.BYTES) {
            if (!Swar.plainTopic(in.getLong(position))) {
                return false;
            }
        }
        return Swar.plainTopic(in.getLong(last)); // overlaps the word before, which costs less than single bytes
    }

    private static boolean plainBytes(ByteBuf in, int start, int length) {
        for (int position = start; position < start + length; position++) {
            byte b = in.getByte(position);
            if (b <= 0 || b == '+' || b == '#') {
                return false;
            }
        }
        return true;
    }

    private static void checkSlowly(ByteBuf in, int start, int length) throws MalformedPacketException {
        if (length == 0) {
            throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "the topic name is empty");
        }
        Utf8.check(in, start, length, "the topic name");
        for (int position = start; position < start + length; position++) {
            byte b = in.getByte(position);
            if (b == '+' || b == '#') {
                throw new MalformedPacketException(
                        ReasonCode.TOPIC_NAME_INVALID, "the topic name contains the wildcard " + (char) b);
            }
        }
    }
}
