package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.mqtt.Frames;
import io.caracal.mqtt.PublishView;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The message that a loop is distributing just now, either still in the publisher's read buffer or as a {@link Message}. It is
 * encoded once for each protocol version, with and without packet identifier; what goes to a subscriber is a copy of those bytes
 * with the first byte and the packet identifier set. One object for each loop, reused for message after message.
 */
final class Outgoing {
    private static final int WITH_ID = 1;
    private static final int VERSION_5 = 2;
    private static final byte[] NO_BYTES = {};

    private final ByteBufAllocator allocator;
    private final EncodedPublish[] encoded = {
        new EncodedPublish(), new EncodedPublish(), new EncodedPublish(), new EncodedPublish()
    };

    private byte[] topic = NO_BYTES;
    private String publisher = "";
    private int qos;
    private boolean retain;
    private long expiresAt = Message.NEVER;
    private long publishedAt;
    private @Nullable Message message;

    private @Nullable ByteBuf source;
    private int payloadStart;
    private int payloadLength;
    private int propertiesStart;
    private int propertiesLength;
    private byte[] properties = NO_BYTES;

    Outgoing(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes a PUBLISH packet as it stands in the read buffer; valid until that buffer changes. */
    void read(PublishView view, ByteBuf in, byte[] topicName, String publisherId) {
        clear();
        message = null;
        source = in;
        topic = topicName;
        publisher = publisherId;
        qos = view.qos();
        retain = view.retain();
        payloadStart = view.payloadStart();
        payloadLength = view.payloadLength();
        publishedAt = 0;
        expiresAt = Message.NEVER;
        if (view.plainProperties()) {
            propertiesStart = view.propertiesStart();
            propertiesLength = view.propertiesLength();
            properties = NO_BYTES;
        } else {
            properties = view.forwardedProperties(in);
            propertiesLength = properties.length;
            propertiesStart = -1;
            if (view.messageExpiryInterval() != PublishView.NO_EXPIRY) {
                publishedAt = System.currentTimeMillis();
                expiresAt = publishedAt + view.messageExpiryInterval() * 1000;
            }
        }
    }

    /** Takes a message; nothing is encoded again if it is the one at hand. */
    void load(Message next) {
        if (next == message && expiresAt == Message.NEVER) {
            return;
        }
        clear();
        message = next;
        source = null;
        topic = next.topic();
        publisher = next.publisher();
        qos = next.qos();
        retain = next.retain();
        payloadLength = next.payload().length;
        properties = next.properties();
        propertiesLength = properties.length;
        propertiesStart = -1;
        publishedAt = next.publishedAt();
        expiresAt = next.expiresAt();
    }

    /** Whether this is the message at hand, perhaps encoded already. */
    boolean carries(Message other) {
        return message == other;
    }

    /** Forgets the message and lets go of its buffers. */
    void clear() {
        for (EncodedPublish each : encoded) {
            each.clear();
        }
        message = null;
        source = null;
    }

    byte[] topic() {
        return topic;
    }

    String publisher() {
        return publisher;
    }

    int qos() {
        return qos;
    }

    boolean retain() {
        return retain;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** The message as an object that can be kept; copied out of the read buffer at the first call. */
    Message message() {
        Message kept = message;
        if (kept == null) {
            byte[] payload = payloadLength == 0 ? NO_BYTES : new byte[payloadLength];
            ByteBuf in = source;
            if (in == null) {
                throw new IllegalStateException("no message is being distributed");
            }
            in.getBytes(payloadStart, payload);
            byte[] kepProperties = properties;
            if (propertiesStart >= 0 && propertiesLength > 0) {
                kepProperties = new byte[propertiesLength];
                in.getBytes(propertiesStart, kepProperties);
            }
            long now = publishedAt == 0 ? System.currentTimeMillis() : publishedAt;
            kept = new Message(topic, payload, kepProperties, qos, retain, now, expiresAt, publisher);
            message = kept;
        }
        return kept;
    }

    /** Bytes of the packet that {@link #writeTo} would write. */
    int length(boolean version5, boolean withId) {
        return encoded(version5, withId).length();
    }

    /**
     * Writes the packet for one subscriber from the bytes that all share.
     *
     * @param header the first byte
     * @param packetId 0 with QoS 0
     */
    void writeTo(PacketWriter writer, int header, boolean version5, int packetId) {
        encoded(version5, packetId != 0).writeTo(writer, allocator, header, packetId);
    }

    private EncodedPublish encoded(boolean version5, boolean withId) {
        EncodedPublish packet = encoded[(version5 ? VERSION_5 : 0) | (withId ? WITH_ID : 0)];
        if (packet.current()) {
            return packet;
        }
        packet.begin(bodyLength(version5, withId, 0));
        packet.twoBytes(topic.length);
        packet.array(topic);
        if (withId) {
            packet.identifier();
        }
        ByteBuf in = source;
        if (version5) {
            packet.variableByteInteger(sharedProperties());
            if (expiresAt != Message.NEVER) {
                packet.oneByte(0x02);
                packet.fourBytes(remainingSeconds());
            }
            if (propertiesStart >= 0 && in != null) {
                packet.buffer(in, propertiesStart, propertiesLength);
            } else {
                packet.array(properties);
            }
        }
        Message kept = message;
        if (kept != null) {
            packet.array(kept.payload());
        } else if (in != null) {
            packet.buffer(in, payloadStart, payloadLength);
        }
        return packet;
    }

    /** What was received less the time that the message waited here [MQTT-3.3.2-6]. */
    private int remainingSeconds() {
        return (int) Math.max(0, (expiresAt - System.currentTimeMillis() + 999) / 1000);
    }

    private int bodyLength(boolean version5, boolean withId, int extraProperties) {
        int length = 2 + topic.length + (withId ? 2 : 0) + payloadLength;
        if (version5) {
            int all = sharedProperties() + extraProperties;
            length += Frames.variableByteIntegerSize(all) + all;
        }
        return length;
    }

    private int sharedProperties() {
        return propertiesLength + (expiresAt == Message.NEVER ? 0 : 5);
    }

    private static int identifiersLength(int[] identifiers) {
        int length = 0;
        for (int identifier : identifiers) {
            length += 1 + Frames.variableByteIntegerSize(identifier);
        }
        return length;
    }

    /** Bytes of the packet that {@link #writeSingle} would write. */
    int singleLength(boolean version5, boolean withId, int alias, int[] identifiers, int hidden) {
        int body = singleBody(version5, withId, alias, identifiers, hidden);
        return 1 + Frames.variableByteIntegerSize(body) + body;
    }

    private int singleBody(boolean version5, boolean withId, int alias, int[] identifiers, int hidden) {
        int body = bodyLength(version5, withId, (alias == 0 ? 0 : 3) + identifiersLength(identifiers));
        return body - (alias < 0 ? topic.length : hidden);
    }

    /**
     * Writes a packet that carries something of its subscriber's own: subscription identifiers, a topic alias, a topic without its
     * mountpoint.
     *
     * @param packetId 0 with QoS 0
     * @param alias 0 for none; negative if it stands for the topic. Of MQTT 5.0, as are identifiers
     * @param hidden how many bytes of the topic the subscriber does not see
     */
    void writeSingle(
            ByteBuf out, int header, boolean version5, int packetId, int alias, int[] identifiers, int hidden) {
        out.writeByte(header);
        Frames.writeVariableByteInteger(out, singleBody(version5, packetId != 0, alias, identifiers, hidden));
        int shown = alias < 0 ? 0 : topic.length - hidden;
        out.writeShort(shown);
        out.writeBytes(topic, topic.length - shown, shown);
        if (packetId != 0) {
            out.writeShort(packetId);
        }
        if (version5) {
            writeProperties(out, Math.abs(alias), identifiers);
        }
        writePayload(out);
    }

    private void writeProperties(ByteBuf out, int alias, int[] identifiers) {
        Frames.writeVariableByteInteger(
                out, sharedProperties() + (alias == 0 ? 0 : 3) + identifiersLength(identifiers));
        if (expiresAt != Message.NEVER) {
            out.writeByte(0x02);
            out.writeInt(remainingSeconds());
        }
        if (alias != 0) {
            out.writeByte(0x23);
            out.writeShort(alias);
        }
        for (int identifier : identifiers) {
            out.writeByte(0x0B);
            Frames.writeVariableByteInteger(out, identifier);
        }
        ByteBuf in = source;
        if (propertiesStart >= 0 && in != null) {
            out.writeBytes(in, propertiesStart, propertiesLength);
        } else {
            out.writeBytes(properties);
        }
    }

    private void writePayload(ByteBuf out) {
        Message kept = message;
        if (kept != null) {
            out.writeBytes(kept.payload());
        } else if (source != null) {
            out.writeBytes(source, payloadStart, payloadLength);
        }
    }
}
