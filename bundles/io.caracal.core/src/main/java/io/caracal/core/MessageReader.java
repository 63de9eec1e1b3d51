package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.mqtt.Frames;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.PublishView;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Makes messages that did not come in a PUBLISH packet: by way of the packet that they are to become, so that one codec encodes all
 * properties. Any thread.
 */
final class MessageReader {
    private MessageReader() {}

    /** The message of a packet, published now. */
    static Message read(Packet.Publish publish, String publisher) {
        ByteBuf bytes = Unpooled.buffer();
        try {
            PacketEncoder.encode(publish, ProtocolVersion.MQTT_5, bytes);
            int headerLength = Frames.headerLength(Frames.read(bytes, 0, bytes.readableBytes()));
            PublishView view = new PublishView();
            view.read(bytes, bytes.getUnsignedByte(0), headerLength, bytes.readableBytes(), ProtocolVersion.MQTT_5);
            long now = System.currentTimeMillis();
            long expiresAt = view.messageExpiryInterval() == PublishView.NO_EXPIRY
                    ? Message.NEVER
                    : now + view.messageExpiryInterval() * 1000;
            return new Message(
                    publish.topic().getBytes(StandardCharsets.UTF_8),
                    publish.payload(),
                    view.forwardedProperties(bytes),
                    publish.qos(),
                    publish.retain(),
                    now,
                    expiresAt,
                    publisher);
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("a message that was checked cannot be written", e);
        } finally {
            bytes.release();
        }
    }
}
