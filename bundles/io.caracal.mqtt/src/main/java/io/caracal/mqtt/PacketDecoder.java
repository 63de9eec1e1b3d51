package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads control packets into records, strictly: what breaks a MUST of the version spoken is refused. Packets of clients and of
 * servers are both read, so rules that bind one side only (a server sends no Session Expiry Interval in DISCONNECT, a client no
 * Success in AUTH) are the caller's; so are those that need to know the connection's state or the broker's limits.
 *
 * <p>MQTT 3.1 says of several bits only that they are not used; they are ignored.
 */
public final class PacketDecoder {
    private PacketDecoder() {}

    /**
     * Reads one packet.
     *
     * @param in the buffer; its indexes are not moved, absolute positions are used, and nothing of it is kept
     * @param header the first byte of the packet
     * @param start where the variable header begins
     * @param end where the packet ends, within the buffer's readable bytes
     * @param version what the connection speaks; ignored for CONNECT
     * @throws MalformedPacketException if the packet breaks the standard. For a CONNECT of a protocol that is not spoken here the
     *     reason is {@link ReasonCode#UNSUPPORTED_PROTOCOL_VERSION}.
     */
    public static Packet decode(ByteBuf in, int header, int start, int end, ProtocolVersion version)
            throws MalformedPacketException {
        FrameReader frame = new FrameReader(in, start, end);
        int type = (header >>> 4) & 0x0f;
        int flags = header & 0x0f;
        if (type != PacketType.CONNECT && type != PacketType.PUBLISH) {
            checkFlags(flags, reservedFlags(type), version);
        }
        Packet packet = decode(frame, type, flags, version);
        frame.finish();
        return packet;
    }

    /**
     * The version that a CONNECT packet asks for, without reading the rest of it: how to answer one that is malformed. Null if it
     * asks for no version that is spoken here, or is too short to ask.
     */
    public static @Nullable ProtocolVersion requestedVersion(ByteBuf in, int start, int end) {
        return ConnectDecoder.peekVersion(in, start, end);
    }

    private static Packet decode(FrameReader in, int type, int flags, ProtocolVersion version)
            throws MalformedPacketException {
        return switch (type) {
            case PacketType.CONNECT -> ConnectDecoder.decode(in, flags);
            case PacketType.CONNACK -> ConnAckDecoder.decode(in, version);
            case PacketType.PUBLISH -> PublishDecoder.decode(in, flags, version);
            case PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBREL, PacketType.PUBCOMP ->
                AckDecoder.decode(in, type, version);
            case PacketType.SUBSCRIBE -> SubscribeDecoder.subscribe(in, version);
            case PacketType.SUBACK -> SubAckDecoder.subAck(in, version);
            case PacketType.UNSUBSCRIBE -> SubscribeDecoder.unsubscribe(in, version);
            case PacketType.UNSUBACK -> SubAckDecoder.unsubAck(in, version);
            case PacketType.PINGREQ -> new Packet.PingReq();
            case PacketType.PINGRESP -> new Packet.PingResp();
            case PacketType.DISCONNECT -> DisconnectDecoder.disconnect(in, version);
            case PacketType.AUTH -> DisconnectDecoder.auth(in, version);
            default -> throw new MalformedPacketException(ReasonCode.MALFORMED_PACKET, "packet type 0 is reserved");
        };
    }

    /** Reserved flags have the value listed [MQTT-2.1.3-1], in 3.1.1 [MQTT-2.2.2-1, MQTT-2.2.2-2]; MQTT 3.1 does not use them. */
    static void checkFlags(int flags, int expected, ProtocolVersion version) throws MalformedPacketException {
        if (flags != expected && version != ProtocolVersion.MQTT_3_1) {
            throw new MalformedPacketException(
                    ReasonCode.MALFORMED_PACKET, "the fixed header's flags are " + flags + " instead of " + expected);
        }
    }

    /** Table 2-2; [MQTT-3.6.1-1, MQTT-3.8.1-1, MQTT-3.10.1-1, MQTT-3.14.1-1, MQTT-3.15.1-1]. */
    static int reservedFlags(int type) {
        return switch (type) {
            case PacketType.PUBREL, PacketType.SUBSCRIBE, PacketType.UNSUBSCRIBE -> 0x02;
            default -> 0;
        };
    }
}
