package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import io.caracal.mqtt.Frames;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.PublishView;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The packets made from shared bytes are those that the codec would write. */
class OutgoingTest {
    private static final int[] NONE = {};

    private final Outgoing outgoing = new Outgoing(PooledByteBufAllocator.DEFAULT);
    private final PublishView view = new PublishView();

    @AfterEach
    void letGo() {
        outgoing.clear();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    static Stream<Arguments> messages() {
        List<Arguments> all = new ArrayList<>();
        for (ProtocolVersion publisher : List.of(ProtocolVersion.MQTT_3_1_1, ProtocolVersion.MQTT_5)) {
            for (int length : new int[] {0, 1, 100, 16_000, EncodedPublish.SHARED_FROM, 100_000}) {
                for (boolean loaded : new boolean[] {false, true}) {
                    all.add(Arguments.of(publisher, length, loaded, Properties.NONE));
                    if (publisher == ProtocolVersion.MQTT_5) {
                        all.add(Arguments.of(publisher, length, loaded, rich(false)));
                        all.add(Arguments.of(publisher, length, loaded, rich(true)));
                    }
                }
            }
        }
        return all.stream();
    }

    private static Properties rich(boolean expiring) {
        Properties.Builder builder = Properties.builder()
                .add(Property.PAYLOAD_FORMAT_INDICATOR, 1)
                .user("a", "1")
                .add(Property.CONTENT_TYPE, "text/plain")
                .user("a", "2");
        if (expiring) {
            builder.add(Property.MESSAGE_EXPIRY_INTERVAL, 1000);
        }
        return builder.add(Property.CORRELATION_DATA, new byte[] {1, 2, 3}).build();
    }

    /** As a subscriber gets them: the expiry first, then what is the subscriber's own, then the rest in its order. */
    private static Properties sent(Properties published, int alias, int... identifiers) {
        Properties.Builder builder = Properties.builder();
        long expiry = published.number(Property.MESSAGE_EXPIRY_INTERVAL, -1);
        if (expiry >= 0) {
            builder.add(Property.MESSAGE_EXPIRY_INTERVAL, expiry);
        }
        if (alias > 0) {
            builder.add(Property.TOPIC_ALIAS, alias);
        }
        for (int identifier : identifiers) {
            builder.add(Property.SUBSCRIPTION_IDENTIFIER, identifier);
        }
        for (Properties.Entry entry : published.entries()) {
            switch (entry.value()) {
                case Properties.Pair pair -> builder.user(pair.name(), pair.value());
                case String text -> builder.add(entry.property(), text);
                case byte[] bytes -> builder.add(entry.property(), bytes);
                case Long number -> {
                    if (entry.property() != Property.MESSAGE_EXPIRY_INTERVAL) {
                        builder.add(entry.property(), number);
                    }
                }
                default -> throw new IllegalStateException("no such property here: " + entry);
            }
        }
        return builder.build();
    }

    private ByteBuf take(Packet.Publish publish, ProtocolVersion version, boolean loaded) throws Exception {
        ByteBuf in = Unpooled.buffer();
        PacketEncoder.encode(publish, version, in);
        int start = Frames.headerLength(Frames.read(in, 0, in.readableBytes()));
        view.read(in, in.getUnsignedByte(0), start, in.readableBytes(), version);
        outgoing.read(view, in, publish.topic().getBytes(UTF_8), "publisher");
        if (loaded) {
            Message message = outgoing.message();
            outgoing.clear();
            outgoing.load(message);
        }
        return in;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyFormIsWhatTheCodecWrites(ProtocolVersion publisher, int length, boolean loaded, Properties properties)
            throws Exception {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) i;
        }
        take(new Packet.Publish("a/topic", payload, 2, true, false, 7, properties), publisher, loaded);

        for (ProtocolVersion version : ProtocolVersion.values()) {
            boolean version5 = version == ProtocolVersion.MQTT_5;
            for (int qos = 0; qos <= 2; qos++) {
                for (boolean retain : new boolean[] {false, true}) {
                    int id = qos == 0 ? 0 : 40_000 + qos;
                    Properties shared = sent(properties, 0);
                    Packet.Publish expected = new Packet.Publish("a/topic", payload, qos, retain, qos > 0, id, shared);
                    byte[] bytes = encode(expected, version);
                    int header = bytes[0] & 0xff;
                    assertThat(shared(header, version5, id)).isEqualTo(bytes);
                    assertThat(outgoing.length(version5, qos > 0)).isEqualTo(bytes.length);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aliasAndIdentifiersStandWhereTheCodecWouldWriteThem(
            ProtocolVersion publisher, int length, boolean loaded, Properties properties) throws Exception {
        byte[] payload = new byte[length];
        take(new Packet.Publish("a/topic", payload, 2, false, false, 7, properties), publisher, loaded);

        for (int[] identifiers : new int[][] {NONE, {1}, {1, 200, 268_435_455}}) {
            for (int alias : new int[] {0, 1, 65_535}) {
                for (boolean withTopic : alias == 0 ? new boolean[] {true} : new boolean[] {true, false}) {
                    int signed = withTopic ? alias : -alias;
                    for (int qos = 0; qos <= 2; qos++) {
                        int id = qos == 0 ? 0 : 9;
                        Packet.Publish expected = new Packet.Publish(
                                withTopic ? "a/topic" : "",
                                payload,
                                qos,
                                false,
                                false,
                                id,
                                sent(properties, alias, identifiers));
                        byte[] bytes = encode(expected, ProtocolVersion.MQTT_5);
                        ByteBuf out = Unpooled.buffer();
                        outgoing.writeSingle(out, bytes[0] & 0xff, true, id, signed, identifiers, 0);
                        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(bytes);
                        assertThat(outgoing.singleLength(true, qos > 0, signed, identifiers, 0))
                                .isEqualTo(bytes.length);
                    }
                }
            }
        }
    }

    @Test
    void aSubscriberMaySeeTheEndOfATopicOnly() throws Exception {
        take(
                new Packet.Publish("a/topic", new byte[20], 1, false, false, 7, Properties.NONE),
                ProtocolVersion.MQTT_5,
                false);

        for (ProtocolVersion version : ProtocolVersion.values()) {
            Packet.Publish expected = new Packet.Publish("topic", new byte[20], 1, false, false, 9, Properties.NONE);
            byte[] bytes = encode(expected, version);
            boolean version5 = version == ProtocolVersion.MQTT_5;
            ByteBuf out = Unpooled.buffer();
            outgoing.writeSingle(out, bytes[0] & 0xff, version5, 9, 0, NONE, 2);
            assertThat(ByteBufUtil.getBytes(out)).isEqualTo(bytes);
            assertThat(outgoing.singleLength(version5, true, 0, NONE, 2)).isEqualTo(bytes.length);
        }
    }

    @Test
    void oneMessageAfterAnotherLeavesNothingOfTheFirst() throws Exception {
        for (int length : new int[] {50_000, 10, 20_000, 0, EncodedPublish.SHARED_FROM - 20, 70_000, 5}) {
            byte[] payload = new byte[length];
            payload = java.util.Arrays.copyOf(payload, length);
            java.util.Arrays.fill(payload, (byte) length);
            Packet.Publish packet = new Packet.Publish("t" + length, payload, 0, false, false, 0, Properties.NONE);
            take(packet, ProtocolVersion.MQTT_5, false);
            for (ProtocolVersion version : ProtocolVersion.values()) {
                assertThat(shared(0x30, version == ProtocolVersion.MQTT_5, 0)).isEqualTo(encode(packet, version));
            }
            outgoing.clear();
        }
    }

    @Test
    void aMessageIsCopiedOnceAndKeptWhileItIsAtHand() throws Exception {
        take(
                new Packet.Publish("t", "p".getBytes(UTF_8), 1, false, false, 1, Properties.NONE),
                ProtocolVersion.MQTT_5,
                false);

        Message message = outgoing.message();

        assertThat(outgoing.message()).isSameAs(message);
        outgoing.load(message);
        assertThat(outgoing.message()).isSameAs(message);
    }

    @Test
    void whatIsLeftOfTheExpiryIsSent() {
        long now = System.currentTimeMillis();
        outgoing.load(new Message(
                "t".getBytes(UTF_8), new byte[0], new byte[0], 0, false, now - 50_000, now + 10_000, "publisher"));

        byte[] bytes = shared(0x30, true, 0);

        // header, length, topic, property length, identifier 2, four bytes
        int left = Unpooled.wrappedBuffer(bytes).getInt(7);
        assertThat(bytes[6]).isEqualTo((byte) 2);
        assertThat(left).isBetween(1, 10);
    }

    @Test
    void subscribersShareTheBytesOfALargePayload() throws Exception {
        take(
                new Packet.Publish("t", new byte[100_000], 0, false, false, 0, Properties.NONE),
                ProtocolVersion.MQTT_5,
                false);
        try (Written first = new Written();
                Written second = new Written()) {
            outgoing.writeTo(first.writer, 0x30, true, 0);
            outgoing.writeTo(second.writer, 0x30, true, 0);
            outgoing.clear();

            List<ByteBuf> one = first.flushed();
            List<ByteBuf> other = second.flushed();

            assertThat(one.getLast().memoryAddress()).isEqualTo(other.getLast().memoryAddress());
            assertThat(one.getLast().unwrap().refCnt()).isPositive();
        }
    }

    private byte[] shared(int header, boolean version5, int id) {
        try (Written written = new Written()) {
            outgoing.writeTo(written.writer, header, version5, id);
            return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(written.flushed().toArray(ByteBuf[]::new)));
        }
    }

    private static byte[] encode(Packet packet, ProtocolVersion version) {
        ByteBuf out = Unpooled.buffer();
        PacketEncoder.encode(packet, version, out);
        return ByteBufUtil.getBytes(out);
    }

    /** What a writer writes, without a network. */
    private static final class Written implements AutoCloseable {
        private final MemoryLink link = new MemoryLink();
        final PacketWriter writer = new PacketWriter(flushing -> {}, link, new LoopCounters());

        List<ByteBuf> flushed() {
            writer.flush();
            return link.written();
        }

        @Override
        public void close() {
            link.written().forEach(ByteBuf::release);
        }
    }
}
