package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.mqtt.Frames;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.PublishView;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes the Will Message of a CONNECT packet: by way of the PUBLISH packet that it is to become, so that one codec encodes both. */
final class WillReader {
    private WillReader() {}

    static @Nullable Will read(Packet.Connect connect, String clientId, BrokerLoop loop) {
        Packet.Will will = connect.will();
        if (will == null) {
            return null;
        }
        Properties.Builder kept = Properties.builder();
        for (Properties.Entry entry : will.properties().entries()) {
            if (entry.property() != Property.WILL_DELAY_INTERVAL) {
                copy(entry, kept);
            }
        }
        Packet.Publish publish = new Packet.Publish(
                will.topic(), will.payload(), will.qos(), will.retain(), false, will.qos() > 0 ? 1 : 0, kept.build());
        return new Will(message(publish, clientId, loop), will.properties().number(Property.WILL_DELAY_INTERVAL, 0));
    }

    private static void copy(Properties.Entry entry, Properties.Builder to) {
        switch (entry.value()) {
            case Long number -> to.add(entry.property(), number);
            case String text -> to.add(entry.property(), text);
            case byte[] bytes -> to.add(entry.property(), bytes);
            case Properties.Pair pair -> to.user(pair.name(), pair.value());
            default ->
                throw new IllegalStateException(
                        "no property has a value of " + entry.value().getClass());
        }
    }

    private static Message message(Packet.Publish publish, String clientId, BrokerLoop loop) {
        ByteBuf bytes = Unpooled.buffer();
        try {
            PacketEncoder.encode(publish, ProtocolVersion.MQTT_5, bytes);
            int headerLength = Frames.headerLength(Frames.read(bytes, 0, bytes.readableBytes()));
            PublishView view = loop.view;
            view.read(bytes, bytes.getUnsignedByte(0), headerLength, bytes.readableBytes(), ProtocolVersion.MQTT_5);
            loop.outgoing.read(view, bytes, publish.topic().getBytes(StandardCharsets.UTF_8), clientId);
            return loop.outgoing.message();
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("a will that was read cannot be written", e);
        } finally {
            loop.outgoing.clear();
            bytes.release();
        }
    }
}
