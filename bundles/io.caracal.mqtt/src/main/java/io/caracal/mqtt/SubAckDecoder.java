package io.caracal.mqtt;

import java.util.ArrayList;
import java.util.List;

/** Reads SUBACK (section 3.9) and UNSUBACK (section 3.11). */
final class SubAckDecoder {
    private static final int FAILURE = 0x80;

    private SubAckDecoder() {}

    static Packet.SubAck subAck(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        int packetId = in.packetId();
        Properties properties = PropertyDecoder.decode(in, PacketType.SUBACK, version);
        return new Packet.SubAck(packetId, codes(in, PacketType.SUBACK, version), properties);
    }

    static Packet.UnsubAck unsubAck(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        int packetId = in.packetId();
        if (version != ProtocolVersion.MQTT_5) { // no payload before MQTT 5.0
            return new Packet.UnsubAck(packetId, List.of(), Properties.NONE);
        }
        Properties properties = PropertyDecoder.decode(in, PacketType.UNSUBACK, version);
        return new Packet.UnsubAck(packetId, codes(in, PacketType.UNSUBACK, version), properties);
    }

    /** One code for each topic filter, of which there is at least one. */
    private static List<Integer> codes(FrameReader in, int packetType, ProtocolVersion version)
            throws MalformedPacketException {
        if (in.atEnd()) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "an answer to topic filters without a reason code");
        }
        List<Integer> codes = new ArrayList<>();
        while (!in.atEnd()) {
            int code = in.u8();
            if (version == ProtocolVersion.MQTT_5) {
                ReasonCodes.check(code, packetType);
            } else if (code > 2 && code != FAILURE) { // 3.1.1 [MQTT-3.9.3-2]
                throw new MalformedPacketException(
                        ReasonCode.MALFORMED_PACKET, "return code " + code + " of a SUBACK is reserved");
            }
            codes.add(code);
        }
        return List.copyOf(codes);
    }
}
