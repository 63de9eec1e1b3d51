package io.caracal.mqtt;

/** Reads DISCONNECT (section 3.14) and AUTH (section 3.15). */
final class DisconnectDecoder {
    private DisconnectDecoder() {}

    static Packet.Disconnect disconnect(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        if (version != ProtocolVersion.MQTT_5 || in.atEnd()) { // nothing means normal disconnection (3.14.2.1)
            return new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE);
        }
        ReasonCode reason = ReasonCodes.check(in.u8(), PacketType.DISCONNECT);
        Properties properties =
                in.atEnd() ? Properties.NONE : PropertyDecoder.decode(in, PacketType.DISCONNECT, version);
        return new Packet.Disconnect(reason, properties);
    }

    /** Nothing at all means Success without properties (3.15.2.1); otherwise the Authentication Method must be there (3.15.2.2.2). */
    static Packet.Auth auth(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        if (version != ProtocolVersion.MQTT_5) { // 3.1.1, table 2.1: reserved
            throw new MalformedPacketException(ReasonCode.MALFORMED_PACKET, "packet type 15 is reserved in MQTT 3.x");
        }
        if (in.atEnd()) {
            return new Packet.Auth(ReasonCode.SUCCESS, Properties.NONE);
        }
        ReasonCode reason = ReasonCodes.check(in.u8(), PacketType.AUTH);
        Properties properties = PropertyDecoder.decode(in, PacketType.AUTH, version);
        if (properties.get(Property.AUTHENTICATION_METHOD) == null) {
            throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "AUTH without an authentication method");
        }
        return new Packet.Auth(reason, properties);
    }
}
