package io.caracal.mqtt;

/** Reads PUBACK, PUBREC, PUBREL and PUBCOMP (sections 3.4 to 3.7), which are built alike. */
final class AckDecoder {
    private AckDecoder() {}

    static Packet decode(FrameReader in, int packetType, ProtocolVersion version) throws MalformedPacketException {
        int packetId = in.packetId();
        ReasonCode reason = ReasonCode.SUCCESS;
        Properties properties = Properties.NONE;
        // Reason code and properties may be left out (sections 3.4.2.1 and 3.4.2.2.1).
        if (version == ProtocolVersion.MQTT_5 && !in.atEnd()) {
            reason = ReasonCodes.check(in.u8(), packetType);
            if (!in.atEnd()) {
                properties = PropertyDecoder.decode(in, packetType, version);
            }
        }
        return switch (packetType) {
            case PacketType.PUBACK -> new Packet.PubAck(packetId, reason, properties);
            case PacketType.PUBREC -> new Packet.PubRec(packetId, reason, properties);
            case PacketType.PUBREL -> new Packet.PubRel(packetId, reason, properties);
            case PacketType.PUBCOMP -> new Packet.PubComp(packetId, reason, properties);
            default -> throw new IllegalArgumentException("packet type " + packetType + " acknowledges no PUBLISH");
        };
    }
}
