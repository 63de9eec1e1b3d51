package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Writes control packets, in the shortest form where there are several, and without properties for MQTT 3.x. What a packet says is
 * the caller's responsibility: only lengths are checked.
 */
public final class PacketEncoder {
    private PacketEncoder() {}

    /**
     * Appends one packet.
     *
     * @param version what the connection speaks; ignored for CONNECT, which has its own
     * @param out the buffer, which grows as needed
     * @throws IllegalArgumentException if a field or the packet is longer than MQTT can express, or for AUTH in MQTT 3.x; the
     *     buffer then holds a part of the packet
     */
    public static void encode(Packet packet, ProtocolVersion version, ByteBuf out) {
        int remaining = remainingLength(packet, version);
        out.ensureWritable(1 + Frames.variableByteIntegerSize(remaining) + remaining);
        out.writeByte(header(packet));
        Frames.writeVariableByteInteger(out, remaining);
        writeContent(packet, version, out);
    }

    /** The bytes that {@link #encode} would write: what a client's Maximum Packet Size is compared with. */
    public static int encodedLength(Packet packet, ProtocolVersion version) {
        int remaining = remainingLength(packet, version);
        return 1 + Frames.variableByteIntegerSize(remaining) + remaining;
    }

    private static int header(Packet packet) {
        int type = type(packet);
        int flags = packet instanceof Packet.Publish publish
                ? PublishEncoder.flags(publish)
                : PacketDecoder.reservedFlags(type);
        return (type << 4) | flags;
    }

    private static int type(Packet packet) {
        return switch (packet) {
            case Packet.Connect unused -> PacketType.CONNECT;
            case Packet.ConnAck unused -> PacketType.CONNACK;
            case Packet.Publish unused -> PacketType.PUBLISH;
            case Packet.PubAck unused -> PacketType.PUBACK;
            case Packet.PubRec unused -> PacketType.PUBREC;
            case Packet.PubRel unused -> PacketType.PUBREL;
            case Packet.PubComp unused -> PacketType.PUBCOMP;
            case Packet.Subscribe unused -> PacketType.SUBSCRIBE;
            case Packet.SubAck unused -> PacketType.SUBACK;
            case Packet.Unsubscribe unused -> PacketType.UNSUBSCRIBE;
            case Packet.UnsubAck unused -> PacketType.UNSUBACK;
            case Packet.PingReq unused -> PacketType.PINGREQ;
            case Packet.PingResp unused -> PacketType.PINGRESP;
            case Packet.Disconnect unused -> PacketType.DISCONNECT;
            case Packet.Auth unused -> PacketType.AUTH;
        };
    }

    private static int remainingLength(Packet packet, ProtocolVersion version) {
        return switch (packet) {
            case Packet.Connect p -> ConnectEncoder.length(p);
            case Packet.ConnAck p -> ConnectEncoder.length(p, version);
            case Packet.Publish p -> PublishEncoder.length(p, version);
            case Packet.PubAck p -> AckEncoder.ackLength(p.reason(), p.properties(), version);
            case Packet.PubRec p -> AckEncoder.ackLength(p.reason(), p.properties(), version);
            case Packet.PubRel p -> AckEncoder.ackLength(p.reason(), p.properties(), version);
            case Packet.PubComp p -> AckEncoder.ackLength(p.reason(), p.properties(), version);
            case Packet.Subscribe p -> SubscribeEncoder.length(p, version);
            case Packet.SubAck p -> SubscribeEncoder.length(p, version);
            case Packet.Unsubscribe p -> SubscribeEncoder.length(p, version);
            case Packet.UnsubAck p -> SubscribeEncoder.length(p, version);
            case Packet.PingReq unused -> 0;
            case Packet.PingResp unused -> 0;
            case Packet.Disconnect p -> AckEncoder.reasonLength(p.reason(), p.properties(), version);
            case Packet.Auth p -> AckEncoder.length(p, version);
        };
    }

    private static void writeContent(Packet packet, ProtocolVersion version, ByteBuf out) {
        switch (packet) {
            case Packet.Connect p -> ConnectEncoder.write(p, out);
            case Packet.ConnAck p -> ConnectEncoder.write(p, version, out);
            case Packet.Publish p -> PublishEncoder.write(p, version, out);
            case Packet.PubAck p -> AckEncoder.writeAck(p.packetId(), p.reason(), p.properties(), version, out);
            case Packet.PubRec p -> AckEncoder.writeAck(p.packetId(), p.reason(), p.properties(), version, out);
            case Packet.PubRel p -> AckEncoder.writeAck(p.packetId(), p.reason(), p.properties(), version, out);
            case Packet.PubComp p -> AckEncoder.writeAck(p.packetId(), p.reason(), p.properties(), version, out);
            case Packet.Subscribe p -> SubscribeEncoder.write(p, version, out);
            case Packet.SubAck p -> SubscribeEncoder.write(p, version, out);
            case Packet.Unsubscribe p -> SubscribeEncoder.write(p, version, out);
            case Packet.UnsubAck p -> SubscribeEncoder.write(p, version, out);
            case Packet.PingReq unused -> {
                // nothing behind the fixed header
            }
            case Packet.PingResp unused -> {
                // nothing behind the fixed header
            }
            case Packet.Disconnect p -> AckEncoder.writeReason(p.reason(), p.properties(), version, out);
            case Packet.Auth p -> AckEncoder.write(p, version, out);
        }
    }
}
