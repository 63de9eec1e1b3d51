package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * A PUBLISH packet read in place: positions and numbers, no copies. One view is reused for packet after packet; it is valid until
 * the next {@link #read}. Not thread-safe.
 *
 * <p>{@link #read} checks everything but the characters of the topic name, so that a caller that knows the same bytes from an
 * earlier packet can skip that; others call {@link TopicNames#check}.
 */
public final class PublishView {
    /** {@link #messageExpiryInterval()} if the property is absent. */
    public static final long NO_EXPIRY = -1;

    private int qos;
    private boolean retain;
    private boolean dup;
    private int topicStart;
    private int topicLength;
    private int packetId;
    private int payloadStart;
    private int payloadLength;
    private final PublishProperties properties = new PublishProperties();

    /**
     * Reads one packet.
     *
     * @param in the buffer; its reader index is not moved, absolute positions are used
     * @param header the first byte of the packet
     * @param start where the variable header begins
     * @param end where the packet ends
     * @throws MalformedPacketException if the packet breaks the standard; the view's content is then undefined
     */
    public void read(ByteBuf in, int header, int start, int end, ProtocolVersion version)
            throws MalformedPacketException {
        PublishDecoder.checkFlags(header & 0x0f);
        qos = PublishDecoder.qos(header & 0x0f);
        retain = (header & PublishDecoder.RETAIN) != 0;
        dup = (header & PublishDecoder.DUP) != 0;
        topicStart = start + 2;
        int room = end - topicStart - (qos == 0 ? 0 : 2);
        if (room < 0) {
            throw cutOff();
        }
        topicLength = in.getUnsignedShort(start);
        if (topicLength > room) {
            throw cutOff();
        }
        int position = topicStart + topicLength;
        packetId = 0;
        if (qos != 0) {
            packetId = in.getUnsignedShort(position);
            if (packetId == 0) { // [MQTT-2.2.1-3], in 3.1.1 [MQTT-2.3.1-1]
                throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "the packet identifier is 0");
            }
            position += 2;
        }
        if (version == ProtocolVersion.MQTT_5) {
            position = properties.read(in, position, end);
        } else {
            properties.clear(position);
        }
        PublishDecoder.checkTopicOrAlias(topicLength == 0, properties.alias != 0);
        payloadStart = position;
        payloadLength = end - position;
    }

    public int qos() {
        return qos;
    }

    public boolean retain() {
        return retain;
    }

    public boolean dup() {
        return dup;
    }

    public int topicStart() {
        return topicStart;
    }

    /** Bytes of the topic name; 0 if a topic alias stands for it. */
    public int topicLength() {
        return topicLength;
    }

    /** 0 with QoS 0. */
    public int packetId() {
        return packetId;
    }

    /** Where the first property begins (behind the Property Length). */
    public int propertiesStart() {
        return properties.start;
    }

    /** Bytes of all properties; 0 for MQTT 3.x. */
    public int propertiesLength() {
        return properties.length;
    }

    /** True if there is neither Topic Alias nor Message Expiry Interval, so that the properties are handed on byte by byte. */
    public boolean plainProperties() {
        return properties.aliasAt < 0 && properties.expiryAt < 0;
    }

    public int payloadStart() {
        return payloadStart;
    }

    public int payloadLength() {
        return payloadLength;
    }

    /** 0 if absent. */
    public int topicAlias() {
        return properties.alias;
    }

    /** Seconds, or {@link #NO_EXPIRY}. */
    public long messageExpiryInterval() {
        return properties.expiry;
    }

    /** True if the Payload Format Indicator says that the payload is UTF-8; whether it really is, is the caller's to check. */
    public boolean payloadUtf8() {
        return properties.payloadUtf8;
    }

    /** A copy of the properties without Topic Alias and Message Expiry Interval, as {@code Message.properties()} wants them. */
    public byte[] forwardedProperties(ByteBuf in) {
        return properties.forwarded(in);
    }

    private static MalformedPacketException cutOff() {
        return new MalformedPacketException(ReasonCode.MALFORMED_PACKET, "the packet ends inside a field");
    }
}
