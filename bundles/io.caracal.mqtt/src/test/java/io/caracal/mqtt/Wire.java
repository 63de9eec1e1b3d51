package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Packets as hexadecimal text, as they are on the wire; blanks are for the reader. */
final class Wire {
    /** Bytes around a packet, so that a position that is not absolute or a step over the end shows. */
    private static final byte[] AROUND = {(byte) 0xff, 0x00, (byte) 0xff};

    private Wire() {}

    static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex.replaceAll("\\s", ""));
    }

    /** A complete packet from its first byte and what follows the Remaining Length. */
    static byte[] frame(int header, byte[] content) {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(header);
        Frames.writeVariableByteInteger(out, content.length);
        out.writeBytes(content);
        return ByteBufUtil.getBytes(out);
    }

    static Packet decode(ProtocolVersion version, String hex) throws MalformedPacketException {
        return decode(version, bytes(hex));
    }

    /** Decodes exactly one packet, which lies somewhere in a buffer. */
    static Packet decode(ProtocolVersion version, byte[] packet) throws MalformedPacketException {
        ByteBuf in = Unpooled.wrappedBuffer(AROUND, packet, AROUND);
        int index = AROUND.length;
        long frame = Frames.read(in, index, index + packet.length);
        if (frame == Frames.INCOMPLETE || Frames.totalLength(frame) != packet.length) {
            throw new IllegalArgumentException("not one whole packet: " + ByteBufUtil.hexDump(packet));
        }
        int start = index + Frames.headerLength(frame);
        Packet decoded = PacketDecoder.decode(in, in.getByte(index), start, index + packet.length, version);
        if (in.readerIndex() != 0) {
            throw new IllegalStateException("the reader index was moved");
        }
        return decoded;
    }

    /** Why a packet is refused. */
    static ReasonCode refusal(ProtocolVersion version, String hex) {
        return refusal(version, bytes(hex));
    }

    static ReasonCode refusal(ProtocolVersion version, byte[] packet) {
        MalformedPacketException e =
                catchThrowableOfType(MalformedPacketException.class, () -> decode(version, packet));
        if (e == null) {
            throw new AssertionError("accepted: " + ByteBufUtil.hexDump(packet));
        }
        return e.reason();
    }

    static byte[] encode(Packet packet, ProtocolVersion version) {
        ByteBuf out = Unpooled.buffer();
        PacketEncoder.encode(packet, version, out);
        return ByteBufUtil.getBytes(out);
    }

    static String hex(Packet packet, ProtocolVersion version) {
        return ByteBufUtil.hexDump(encode(packet, version));
    }
}
