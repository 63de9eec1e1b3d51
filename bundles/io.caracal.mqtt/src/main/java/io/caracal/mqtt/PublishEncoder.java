package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/** Writes PUBLISH from a record (section 3.3). */
final class PublishEncoder {
    private PublishEncoder() {}

    static int flags(Packet.Publish publish) {
        return (publish.dup() ? PublishDecoder.DUP : 0)
                | (publish.qos() << PublishDecoder.QOS_SHIFT)
                | (publish.retain() ? PublishDecoder.RETAIN : 0);
    }

    static int length(Packet.Publish publish, ProtocolVersion version) {
        return PropertyEncoder.stringLength(publish.topic())
                + (publish.qos() == 0 ? 0 : 2) // [MQTT-2.2.1-2]
                + PropertyEncoder.length(publish.properties(), version)
                + publish.payload().length;
    }

    static void write(Packet.Publish publish, ProtocolVersion version, ByteBuf out) {
        PropertyEncoder.writeString(publish.topic(), out);
        if (publish.qos() > 0) {
            out.writeShort(publish.packetId());
        }
        PropertyEncoder.write(publish.properties(), version, out);
        out.writeBytes(publish.payload());
    }
}
