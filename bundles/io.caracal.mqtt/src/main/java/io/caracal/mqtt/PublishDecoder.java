package io.caracal.mqtt;

/** Reads PUBLISH into a record (section 3.3), from either side; the broker's own way is {@link PublishView}. */
final class PublishDecoder {
    static final int RETAIN = 0x01;
    static final int QOS_SHIFT = 1;
    static final int DUP = 0x08;

    private PublishDecoder() {}

    static Packet.Publish decode(FrameReader in, int flags, ProtocolVersion version) throws MalformedPacketException {
        checkFlags(flags);
        int qos = qos(flags);
        String topic = topic(in, version);
        int packetId = qos == 0 ? 0 : in.packetId(); // [MQTT-2.2.1-2, MQTT-2.2.1-3, MQTT-2.2.1-4]
        Properties properties = PropertyDecoder.decode(in, PacketType.PUBLISH, version);
        checkTopicOrAlias(topic.isEmpty(), properties.get(Property.TOPIC_ALIAS) != null);
        return new Packet.Publish(
                topic, in.rest(), qos, (flags & RETAIN) != 0, (flags & DUP) != 0, packetId, properties);
    }

    static int qos(int flags) {
        return (flags >>> QOS_SHIFT) & 3;
    }

    /** QoS and DUP; all flags of the fixed header have a meaning. */
    static void checkFlags(int flags) throws MalformedPacketException {
        int qos = qos(flags);
        if (qos == 3) { // [MQTT-3.3.1-4]
            throw new MalformedPacketException(ReasonCode.MALFORMED_PACKET, "PUBLISH with QoS 3");
        }
        if (qos == 0 && (flags & DUP) != 0) { // [MQTT-3.3.1-2]
            throw new MalformedPacketException(ReasonCode.MALFORMED_PACKET, "PUBLISH with QoS 0 and DUP");
        }
    }

    /** An empty topic name needs a Topic Alias that stands for it (section 3.3.2.1). */
    static void checkTopicOrAlias(boolean empty, boolean alias) throws MalformedPacketException {
        if (empty && !alias) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "PUBLISH has neither a topic name nor a topic alias");
        }
    }

    private static String topic(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        return version == ProtocolVersion.MQTT_5 ? in.topicNameOrEmpty() : in.topicName();
    }
}
