package io.caracal.mqtt;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads SUBSCRIBE (section 3.8) and UNSUBSCRIBE (section 3.10). A topic filter must be there and be UTF-8; whether its wildcards are
 * where they may be is for the broker to decide with {@link TopicFilters#valid}, since MQTT 5.0 answers each filter by itself.
 */
final class SubscribeDecoder {
    private static final int QOS = 0x03;
    static final int NO_LOCAL = 0x04;
    static final int RETAIN_AS_PUBLISHED = 0x08;
    static final int RETAIN_HANDLING_SHIFT = 4;
    private static final int RESERVED = 0xc0;

    private SubscribeDecoder() {}

    static Packet.Subscribe subscribe(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        int packetId = in.packetId();
        Properties properties = PropertyDecoder.decode(in, PacketType.SUBSCRIBE, version);
        requirePayload(in, "SUBSCRIBE"); // [MQTT-3.8.3-2], in 3.1.1 [MQTT-3.8.3-3]
        List<Packet.Subscription> subscriptions = new ArrayList<>();
        do {
            String filter = filter(in);
            subscriptions.add(subscription(filter, in.u8(), version));
        } while (!in.atEnd());
        return new Packet.Subscribe(packetId, List.copyOf(subscriptions), properties);
    }

    static Packet.Unsubscribe unsubscribe(FrameReader in, ProtocolVersion version) throws MalformedPacketException {
        int packetId = in.packetId();
        Properties properties = PropertyDecoder.decode(in, PacketType.UNSUBSCRIBE, version);
        requirePayload(in, "UNSUBSCRIBE"); // [MQTT-3.10.3-2]
        List<String> filters = new ArrayList<>();
        do {
            filters.add(filter(in));
        } while (!in.atEnd());
        return new Packet.Unsubscribe(packetId, List.copyOf(filters), properties);
    }

    private static void requirePayload(FrameReader in, String packet) throws MalformedPacketException {
        if (in.atEnd()) {
            throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, packet + " without a topic filter");
        }
    }

    private static String filter(FrameReader in) throws MalformedPacketException {
        String filter = in.string("a topic filter"); // [MQTT-3.8.3-1, MQTT-3.10.3-1]
        if (filter.isEmpty()) { // [MQTT-4.7.3-1]
            throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "a topic filter is empty");
        }
        return filter;
    }

    private static Packet.Subscription subscription(String filter, int options, ProtocolVersion version)
            throws MalformedPacketException {
        return switch (version) {
            case MQTT_3_1 -> plain(filter, options & QOS); // the other bits are not used
            case MQTT_3_1_1 -> plain(filter, options); // reserved bits and QoS in one check [MQTT-3-8.3-4]
            case MQTT_5 -> withOptions(filter, options);
        };
    }

    private static Packet.Subscription plain(String filter, int qos) throws MalformedPacketException {
        if (qos > 2) {
            throw new MalformedPacketException(
                    ReasonCode.MALFORMED_PACKET, "the requested QoS is " + qos + " instead of 0, 1 or 2");
        }
        return new Packet.Subscription(filter, qos, false, false, 0);
    }

    private static Packet.Subscription withOptions(String filter, int options) throws MalformedPacketException {
        if ((options & RESERVED) != 0) { // [MQTT-3.8.3-5]
            throw new MalformedPacketException(
                    ReasonCode.MALFORMED_PACKET, "reserved bits of the subscription options are set");
        }
        int qos = options & QOS;
        int retainHandling = options >>> RETAIN_HANDLING_SHIFT;
        boolean noLocal = (options & NO_LOCAL) != 0;
        if (qos == 3 || retainHandling == 3) { // section 3.8.3.1
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "the subscription options have QoS 3 or retain handling 3");
        }
        if (noLocal && TopicFilters.shared(filter)) { // [MQTT-3.8.3-4]
            throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "no local on a shared subscription");
        }
        return new Packet.Subscription(filter, qos, noLocal, (options & RETAIN_AS_PUBLISHED) != 0, retainHandling);
    }
}
