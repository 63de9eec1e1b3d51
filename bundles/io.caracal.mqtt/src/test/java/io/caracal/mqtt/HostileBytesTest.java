package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come, the outcome is a packet or a {@link MalformedPacketException}: nothing else is thrown, nothing hangs. */
class HostileBytesTest {

    @net.jqwik.api.Property(tries = 400)
    void aPacketCutOffAnywhereIsIncomplete(@ForAll Random random, @ForAll ProtocolVersion version)
            throws MalformedPacketException {
        byte[] whole = Wire.encode(new RandomPackets(random, version).next(), version);
        ByteBuf in = Unpooled.wrappedBuffer(whole);
        for (int limit = 0; limit < whole.length; limit++) {
            long frame = Frames.read(in, 0, limit);

            assertThat(frame == Frames.INCOMPLETE || Frames.totalLength(frame) > limit)
                    .isTrue();
        }
    }

    @net.jqwik.api.Property(tries = 400)
    void aPacketWhoseLengthIsCutAnywhereIsRefusedOrAnotherPacket(@ForAll Random random, @ForAll ProtocolVersion version)
            throws MalformedPacketException {
        byte[] whole = Wire.encode(new RandomPackets(random, version).next(), version);
        int start = Frames.headerLength(Frames.read(Unpooled.wrappedBuffer(whole), 0, whole.length));
        for (int end = start; end < whole.length; end++) {
            survive(whole[0], Arrays.copyOfRange(whole, start, end), version);
        }
    }

    @net.jqwik.api.Property(tries = 5000)
    void aPacketWithSomeBytesChangedIsRefusedOrAnotherPacket(
            @ForAll Random random, @ForAll ProtocolVersion written, @ForAll ProtocolVersion read)
            throws MalformedPacketException {
        byte[] whole = Wire.encode(new RandomPackets(random, written).next(), written);
        int start = Frames.headerLength(Frames.read(Unpooled.wrappedBuffer(whole), 0, whole.length));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(whole.length);
            whole[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : whole[at] ^ (1 << random.nextInt(8)));
        }
        survive(whole[0], Arrays.copyOfRange(whole, start, whole.length), read);
    }

    @net.jqwik.api.Property(tries = 5000)
    void bothWaysToReadPublishAgreeOnPropertiesOfAnyKind(@ForAll Random random) throws MalformedPacketException {
        byte[] properties = properties(random);
        ByteBuf content = Unpooled.buffer();
        content.writeBytes(Wire.bytes("0001 61"));
        Frames.writeVariableByteInteger(content, properties.length);
        content.writeBytes(properties);
        content.writeZero(random.nextInt(3));
        survive((byte) 0x30, ByteBufUtil.getBytes(content), ProtocolVersion.MQTT_5);
    }

    @net.jqwik.api.Property(tries = 5000)
    void arbitraryBytesAreRefusedOrAPacket(
            @ForAll byte header, @ForAll @Size(max = 40) byte[] content, @ForAll ProtocolVersion version)
            throws MalformedPacketException {
        survive(header, content, version);
    }

    @net.jqwik.api.Property(tries = 1000)
    void arbitraryBytesAreFramedOrRefused(@ForAll @Size(max = 8) byte[] bytes) {
        try {
            long frame = Frames.read(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
            assertThat(frame == Frames.INCOMPLETE || Frames.totalLength(frame) >= Frames.headerLength(frame))
                    .isTrue();
        } catch (MalformedPacketException e) {
            assertThat(bytes).hasSizeGreaterThanOrEqualTo(5);
        }
    }

    /** Those of several packets in a row, so that some are repeated; now and then cut off, or with a byte changed. */
    private static byte[] properties(Random random) {
        ByteBuf out = Unpooled.buffer();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Packet.Publish publish = new RandomPackets(random, ProtocolVersion.MQTT_5).publish();
            for (Properties.Entry entry : publish.properties().entries()) {
                PropertyEncoder.write(entry, out);
            }
        }
        int length = out.writerIndex();
        if (length > 0 && random.nextInt(3) == 0) {
            out.setByte(random.nextInt(length), random.nextInt(256));
        }
        int cut = random.nextInt(3) == 0 ? random.nextInt(Math.min(4, length + 1)) : 0;
        return ByteBufUtil.getBytes(out, 0, length - cut);
    }

    /** Reads; what is accepted must be something that can be written and read again, and both ways to read PUBLISH agree. */
    private static void survive(byte header, byte[] content, ProtocolVersion version) throws MalformedPacketException {
        Packet packet = decode(Wire.frame(header, content), version);
        if (packet != null) {
            assertThat(Wire.decode(version, Wire.encode(packet, version)))
                    .usingRecursiveComparison()
                    .isEqualTo(packet);
        }
        if ((header & 0xf0) >>> 4 == PacketType.PUBLISH) {
            boolean fromClient = packet instanceof Packet.Publish publish
                    && publish.properties().get(Property.SUBSCRIPTION_IDENTIFIER) == null;
            assertThat(viewAccepts(header, content, version)).isEqualTo(fromClient);
        }
    }

    private static @Nullable Packet decode(byte[] packet, ProtocolVersion version) {
        try {
            return Wire.decode(version, packet);
        } catch (MalformedPacketException e) {
            return null; // one of the two legal outcomes
        }
    }

    private static boolean viewAccepts(byte header, byte[] content, ProtocolVersion version) {
        PublishView view = new PublishView();
        ByteBuf in = Unpooled.wrappedBuffer(content);
        try {
            view.read(in, header, 0, content.length, version);
            if (view.topicLength() > 0) {
                TopicNames.check(in, view.topicStart(), view.topicLength());
            }
            view.forwardedProperties(in);
            return true;
        } catch (MalformedPacketException e) {
            return false;
        }
    }
}
