package io.caracal.mqtt;

/** Reads CONNACK (section 3.2). */
final class ConnAckDecoder {
    private static final int LAST_RETURN_CODE_OF_MQTT_3 = 5;

    private ConnAckDecoder() {}

    static Packet.ConnAck decode(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        // MQTT 3.1 reserves the whole byte and gives it no meaning.
        int first = in.u8();
        int flags = version == ProtocolVersion.MQTT_3_1 ? 0 : first;
        int code = in.u8();
        if (flags > 1) { // [MQTT-3.2.2-1]
            throw new MalformedPacketException(ReasonCode.MALFORMED_PACKET, "reserved acknowledge flags are set");
        }
        checkCode(code, version);
        if (flags == 1 && code != 0) { // [MQTT-3.2.2-6], in 3.1.1 [MQTT-3.2.2-4]
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "session present in a CONNACK that refuses the connection");
        }
        return new Packet.ConnAck(flags == 1, code, PropertyDecoder.decode(in, PacketType.CONNACK, version));
    }

    private static void checkCode(int code, ProtocolVersion version) throws MalformedPacketException {
        if (version == ProtocolVersion.MQTT_5) {
            ReasonCodes.check(code, PacketType.CONNACK);
        } else if (code > LAST_RETURN_CODE_OF_MQTT_3) { // 3.1.1, table 3.1: reserved
            throw new MalformedPacketException(ReasonCode.MALFORMED_PACKET, "return code " + code + " is reserved");
        }
    }
}
