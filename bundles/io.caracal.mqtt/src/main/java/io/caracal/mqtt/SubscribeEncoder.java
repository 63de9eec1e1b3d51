package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/** Writes SUBSCRIBE, SUBACK, UNSUBSCRIBE and UNSUBACK (sections 3.8 to 3.11). */
final class SubscribeEncoder {
    private SubscribeEncoder() {}

    static int length(Packet.Subscribe subscribe, ProtocolVersion version) {
        int length = 2 + PropertyEncoder.length(subscribe.properties(), version);
        for (Packet.Subscription subscription : subscribe.subscriptions()) {
            length += PropertyEncoder.stringLength(subscription.filter()) + 1;
        }
        return length;
    }

    static void write(Packet.Subscribe subscribe, ProtocolVersion version, ByteBuf out) {
        out.writeShort(subscribe.packetId());
        PropertyEncoder.write(subscribe.properties(), version, out);
        for (Packet.Subscription subscription : subscribe.subscriptions()) {
            PropertyEncoder.writeString(subscription.filter(), out);
            out.writeByte(version == ProtocolVersion.MQTT_5 ? options(subscription) : subscription.qos());
        }
    }

    static int length(Packet.SubAck subAck, ProtocolVersion version) {
        return 2
                + PropertyEncoder.length(subAck.properties(), version)
                + subAck.codes().size();
    }

    static void write(Packet.SubAck subAck, ProtocolVersion version, ByteBuf out) {
        out.writeShort(subAck.packetId());
        PropertyEncoder.write(subAck.properties(), version, out);
        subAck.codes().forEach(out::writeByte);
    }

    static int length(Packet.Unsubscribe unsubscribe, ProtocolVersion version) {
        int length = 2 + PropertyEncoder.length(unsubscribe.properties(), version);
        for (String filter : unsubscribe.filters()) {
            length += PropertyEncoder.stringLength(filter);
        }
        return length;
    }

    static void write(Packet.Unsubscribe unsubscribe, ProtocolVersion version, ByteBuf out) {
        out.writeShort(unsubscribe.packetId());
        PropertyEncoder.write(unsubscribe.properties(), version, out);
        for (String filter : unsubscribe.filters()) {
            PropertyEncoder.writeString(filter, out);
        }
    }

    static int length(Packet.UnsubAck unsubAck, ProtocolVersion version) {
        return version == ProtocolVersion.MQTT_5
                ? 2
                        + PropertyEncoder.length(unsubAck.properties(), version)
                        + unsubAck.codes().size()
                : 2;
    }

    static void write(Packet.UnsubAck unsubAck, ProtocolVersion version, ByteBuf out) {
        out.writeShort(unsubAck.packetId());
        if (version == ProtocolVersion.MQTT_5) { // no payload before
            PropertyEncoder.write(unsubAck.properties(), version, out);
            unsubAck.codes().forEach(out::writeByte);
        }
    }

    private static int options(Packet.Subscription subscription) {
        return subscription.qos()
                | (subscription.noLocal() ? SubscribeDecoder.NO_LOCAL : 0)
                | (subscription.retainAsPublished() ? SubscribeDecoder.RETAIN_AS_PUBLISHED : 0)
                | (subscription.retainHandling() << SubscribeDecoder.RETAIN_HANDLING_SHIFT);
    }
}
