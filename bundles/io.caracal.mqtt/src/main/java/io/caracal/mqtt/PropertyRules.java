package io.caracal.mqtt;

import org.jspecify.annotations.Nullable;

/** Where each property may appear, how often, and with which values (section 2.2.2.2 and the sections of the packets). */
final class PropertyRules {
    /** Stands for the Will Properties; no control packet has the type 0. */
    static final int WILL = 0;

    private static final @Nullable Property[] BY_IDENTIFIER = new Property[0x2b];
    private static final int[] PACKETS = new int[BY_IDENTIFIER.length];

    static {
        for (Property property : Property.values()) {
            BY_IDENTIFIER[property.identifier()] = property;
            PACKETS[property.identifier()] = packets(property);
        }
    }

    private PropertyRules() {}

    /**
     * The property of an identifier in a packet.
     *
     * @throws MalformedPacketException if there is none, or not in this packet, which makes it malformed (section 2.2.2.2)
     */
    static Property allowed(int identifier, int packetType) throws MalformedPacketException {
        Property property = identifier < BY_IDENTIFIER.length ? BY_IDENTIFIER[identifier] : null;
        if (property == null || (PACKETS[identifier] & (1 << packetType)) == 0) {
            throw new MalformedPacketException(
                    ReasonCode.MALFORMED_PACKET,
                    "property 0x" + Integer.toHexString(identifier) + " is not defined for this packet");
        }
        return property;
    }

    /** User properties anywhere; subscription identifiers in a PUBLISH, one for each matching subscription (3.3.2.3.8). */
    static boolean repeatable(Property property, int packetType) {
        return property == Property.USER_PROPERTY
                || (property == Property.SUBSCRIPTION_IDENTIFIER && packetType == PacketType.PUBLISH);
    }

    /** A bit for each property, to remember which ones were there: all identifiers are below 64. */
    static long bit(Property property) {
        return 1L << property.identifier();
    }

    static void checkNotRepeated(boolean repeated, Property property) throws MalformedPacketException {
        if (repeated) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "property " + property + " is there more than once");
        }
    }

    /** Throws if the standard makes this value of an integer property an error. */
    static void checkValue(Property property, long value) throws MalformedPacketException {
        switch (property) {
            // 0 or 1: 3.3.2.3.2, 3.1.2.11.7, 3.1.2.11.6, 3.2.2.3.4, 3.2.2.3.5, 3.2.2.3.11 to 3.2.2.3.13
            case PAYLOAD_FORMAT_INDICATOR,
                    REQUEST_PROBLEM_INFORMATION,
                    REQUEST_RESPONSE_INFORMATION,
                    MAXIMUM_QOS,
                    RETAIN_AVAILABLE,
                    WILDCARD_SUBSCRIPTION_AVAILABLE,
                    SUBSCRIPTION_IDENTIFIER_AVAILABLE,
                    SHARED_SUBSCRIPTION_AVAILABLE -> require(value <= 1, ReasonCode.PROTOCOL_ERROR, property, value);
            // not 0: 3.1.2.11.3, 3.1.2.11.4, 3.8.2.1.2
            case RECEIVE_MAXIMUM, MAXIMUM_PACKET_SIZE, SUBSCRIPTION_IDENTIFIER ->
                require(value != 0, ReasonCode.PROTOCOL_ERROR, property, value);
            case TOPIC_ALIAS -> // [MQTT-3.3.2-8]
                require(value != 0, ReasonCode.TOPIC_ALIAS_INVALID, property, value);
            default -> {
                // any value of its type
            }
        }
    }

    private static void require(boolean legal, ReasonCode reason, Property property, long value)
            throws MalformedPacketException {
        if (!legal) {
            throw new MalformedPacketException(reason, "property " + property + " has the illegal value " + value);
        }
    }

    /** Table 2-4, as bits by packet type. */
    private static int packets(Property property) {
        return switch (property) {
            case PAYLOAD_FORMAT_INDICATOR, MESSAGE_EXPIRY_INTERVAL, CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION_DATA ->
                bits(PacketType.PUBLISH, WILL);
            case SUBSCRIPTION_IDENTIFIER -> bits(PacketType.PUBLISH, PacketType.SUBSCRIBE);
            case SESSION_EXPIRY_INTERVAL -> bits(PacketType.CONNECT, PacketType.CONNACK, PacketType.DISCONNECT);
            case AUTHENTICATION_METHOD, AUTHENTICATION_DATA ->
                bits(PacketType.CONNECT, PacketType.CONNACK, PacketType.AUTH);
            case REQUEST_PROBLEM_INFORMATION, REQUEST_RESPONSE_INFORMATION -> bits(PacketType.CONNECT);
            case WILL_DELAY_INTERVAL -> bits(WILL);
            case SERVER_REFERENCE -> bits(PacketType.CONNACK, PacketType.DISCONNECT);
            case REASON_STRING ->
                bits(
                        PacketType.CONNACK,
                        PacketType.PUBACK,
                        PacketType.PUBREC,
                        PacketType.PUBREL,
                        PacketType.PUBCOMP,
                        PacketType.SUBACK,
                        PacketType.UNSUBACK,
                        PacketType.DISCONNECT,
                        PacketType.AUTH);
            case RECEIVE_MAXIMUM, TOPIC_ALIAS_MAXIMUM, MAXIMUM_PACKET_SIZE ->
                bits(PacketType.CONNECT, PacketType.CONNACK);
            case TOPIC_ALIAS -> bits(PacketType.PUBLISH);
            case ASSIGNED_CLIENT_IDENTIFIER,
                    SERVER_KEEP_ALIVE,
                    RESPONSE_INFORMATION,
                    MAXIMUM_QOS,
                    RETAIN_AVAILABLE,
                    WILDCARD_SUBSCRIPTION_AVAILABLE,
                    SUBSCRIPTION_IDENTIFIER_AVAILABLE,
                    SHARED_SUBSCRIPTION_AVAILABLE -> bits(PacketType.CONNACK);
            case USER_PROPERTY -> ~bits(PacketType.PINGREQ, PacketType.PINGRESP);
        };
    }

    private static int bits(int... packetTypes) {
        int bits = 0;
        for (int type : packetTypes) {
            bits |= 1 << type;
        }
        return bits;
    }
}
