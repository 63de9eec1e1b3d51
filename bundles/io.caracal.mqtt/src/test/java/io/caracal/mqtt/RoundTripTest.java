package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;

/** What is written is read back the same, whole or in pieces. */
class RoundTripTest {

    @net.jqwik.api.Property(tries = 3000)
    void aPacketIsReadAsItWasWritten(@ForAll Random random, @ForAll ProtocolVersion version)
            throws MalformedPacketException {
        Packet packet = new RandomPackets(random, version).next();

        byte[] bytes = Wire.encode(packet, version);

        assertThat(PacketEncoder.encodedLength(packet, version)).isEqualTo(bytes.length);
        assertThat(Wire.decode(version, bytes)).usingRecursiveComparison().isEqualTo(packet);
    }

    @net.jqwik.api.Property(tries = 1000)
    void theViewOfAPublishAgreesWithTheRecord(@ForAll Random random, @ForAll ProtocolVersion version)
            throws MalformedPacketException {
        Packet.Publish publish = new RandomPackets(random, version).publish();
        if (publish.properties().get(Property.SUBSCRIPTION_IDENTIFIER) != null) {
            return; // from a server
        }
        ByteBuf in = Unpooled.wrappedBuffer(Wire.encode(publish, version));
        PublishView view = new PublishView();

        view.read(in, in.getByte(0), start(in), in.writerIndex(), version);

        assertThat(in.toString(view.topicStart(), view.topicLength(), StandardCharsets.UTF_8))
                .isEqualTo(publish.topic());
        assertThat(ByteBufUtil.getBytes(in, view.payloadStart(), view.payloadLength()))
                .isEqualTo(publish.payload());
        assertThat(view.qos()).isEqualTo(publish.qos());
        assertThat(view.retain()).isEqualTo(publish.retain());
        assertThat(view.dup()).isEqualTo(publish.dup());
        assertThat(view.packetId()).isEqualTo(publish.packetId());
        Properties properties = publish.properties();
        assertThat(view.topicAlias()).isEqualTo((int) properties.number(Property.TOPIC_ALIAS, 0));
        assertThat(view.messageExpiryInterval())
                .isEqualTo(properties.number(Property.MESSAGE_EXPIRY_INTERVAL, PublishView.NO_EXPIRY));
        assertThat(view.payloadUtf8()).isEqualTo(properties.number(Property.PAYLOAD_FORMAT_INDICATOR, 0) == 1);
        assertThat(view.forwardedProperties(in)).isEqualTo(forwarded(properties));
    }

    @net.jqwik.api.Property(tries = 200)
    void packetsAreFoundInAStreamThatComesInPieces(@ForAll Random random, @ForAll ProtocolVersion version)
            throws MalformedPacketException {
        List<Packet> sent = new ArrayList<>();
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 8; i++) {
            sent.add(new RandomPackets(random, version).next());
            PacketEncoder.encode(sent.getLast(), version, stream);
        }

        List<Packet> received = new ArrayList<>();
        int index = 0;
        for (int limit = 0; index < stream.writerIndex(); ) {
            limit = Math.min(stream.writerIndex(), limit + 1 + random.nextInt(40));
            long frame = Frames.read(stream, index, limit);
            while (frame != Frames.INCOMPLETE && Frames.totalLength(frame) <= limit - index) {
                int end = index + Frames.totalLength(frame);
                int start = index + Frames.headerLength(frame);
                received.add(PacketDecoder.decode(stream, stream.getByte(index), start, end, version));
                index = end;
                frame = Frames.read(stream, index, limit);
            }
        }

        assertThat(received).usingRecursiveComparison().isEqualTo(sent);
    }

    @net.jqwik.api.Property(tries = 100)
    void nothingOfTheBufferIsKept(@ForAll Random random, @ForAll ProtocolVersion version)
            throws MalformedPacketException {
        Packet packet = new RandomPackets(random, version).next();
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(1);
        Packet decoded;
        try {
            PacketEncoder.encode(packet, version, buffer);
            decoded = PacketDecoder.decode(buffer, buffer.getByte(0), start(buffer), buffer.writerIndex(), version);
            assertThat(buffer.refCnt()).isEqualTo(1);
            buffer.setZero(0, buffer.capacity());
        } finally {
            buffer.release();
        }

        assertThat(decoded).usingRecursiveComparison().isEqualTo(packet);
    }

    private static int start(ByteBuf in) throws MalformedPacketException {
        return Frames.headerLength(Frames.read(in, 0, in.writerIndex()));
    }

    private static byte[] forwarded(Properties properties) {
        ByteBuf out = Unpooled.buffer();
        for (Properties.Entry entry : properties.entries()) {
            if (entry.property() != Property.TOPIC_ALIAS && entry.property() != Property.MESSAGE_EXPIRY_INTERVAL) {
                PropertyEncoder.write(entry, out);
            }
        }
        return ByteBufUtil.getBytes(out);
    }
}
