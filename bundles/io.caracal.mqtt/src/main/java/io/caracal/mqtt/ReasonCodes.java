package io.caracal.mqtt;

import static io.caracal.mqtt.ReasonCode.*;

import java.util.EnumSet;
import java.util.Set;

/** Which reason codes each packet of MQTT 5.0 may carry; one that its table does not list is a Protocol Error. */
final class ReasonCodes {
    private static final Set<ReasonCode> CONNACK = EnumSet.of( // table 3-1 [MQTT-3.2.2-8]
            SUCCESS,
            UNSPECIFIED_ERROR,
            MALFORMED_PACKET,
            PROTOCOL_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            UNSUPPORTED_PROTOCOL_VERSION,
            CLIENT_IDENTIFIER_NOT_VALID,
            BAD_USER_NAME_OR_PASSWORD,
            NOT_AUTHORIZED,
            SERVER_UNAVAILABLE,
            SERVER_BUSY,
            BANNED,
            BAD_AUTHENTICATION_METHOD,
            TOPIC_NAME_INVALID,
            PACKET_TOO_LARGE,
            QUOTA_EXCEEDED,
            PAYLOAD_FORMAT_INVALID,
            RETAIN_NOT_SUPPORTED,
            QOS_NOT_SUPPORTED,
            USE_ANOTHER_SERVER,
            SERVER_MOVED,
            CONNECTION_RATE_EXCEEDED);

    private static final Set<ReasonCode> RECEIVED = EnumSet.of( // PUBACK and PUBREC [MQTT-3.4.2-1, MQTT-3.5.2-1]
            SUCCESS,
            NO_MATCHING_SUBSCRIBERS,
            UNSPECIFIED_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            NOT_AUTHORIZED,
            TOPIC_NAME_INVALID,
            PACKET_IDENTIFIER_IN_USE,
            QUOTA_EXCEEDED,
            PAYLOAD_FORMAT_INVALID);

    private static final Set<ReasonCode> RELEASED = // PUBREL and PUBCOMP [MQTT-3.6.2-1, MQTT-3.7.2-1]
            EnumSet.of(SUCCESS, PACKET_IDENTIFIER_NOT_FOUND);

    private static final Set<ReasonCode> SUBACK = EnumSet.of( // table 3-8 [MQTT-3.9.3-2]
            SUCCESS,
            GRANTED_QOS_1,
            GRANTED_QOS_2,
            UNSPECIFIED_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            NOT_AUTHORIZED,
            TOPIC_FILTER_INVALID,
            PACKET_IDENTIFIER_IN_USE,
            QUOTA_EXCEEDED,
            SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
            SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
            WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED);

    private static final Set<ReasonCode> UNSUBACK = EnumSet.of( // table 3-9 [MQTT-3.11.3-2]
            SUCCESS,
            NO_SUBSCRIPTION_EXISTED,
            UNSPECIFIED_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            NOT_AUTHORIZED,
            TOPIC_FILTER_INVALID,
            PACKET_IDENTIFIER_IN_USE);

    /** Table 3-10 [MQTT-3.14.2-1], from a client or a server, and BAD_AUTHENTICATION_METHOD, which only table 2-6 lists. */
    private static final Set<ReasonCode> DISCONNECT = EnumSet.complementOf(EnumSet.of(
            GRANTED_QOS_1,
            GRANTED_QOS_2,
            NO_MATCHING_SUBSCRIBERS,
            NO_SUBSCRIPTION_EXISTED,
            CONTINUE_AUTHENTICATION,
            REAUTHENTICATE,
            UNSUPPORTED_PROTOCOL_VERSION,
            CLIENT_IDENTIFIER_NOT_VALID,
            BAD_USER_NAME_OR_PASSWORD,
            SERVER_UNAVAILABLE,
            BANNED,
            PACKET_IDENTIFIER_IN_USE,
            PACKET_IDENTIFIER_NOT_FOUND));

    private static final Set<ReasonCode> AUTH = // table 3-11 [MQTT-3.15.2-1]
            EnumSet.of(SUCCESS, CONTINUE_AUTHENTICATION, REAUTHENTICATE);

    private ReasonCodes() {}

    /** The reason code of a byte in a packet of a type that has reason codes. */
    static ReasonCode check(int code, int packetType) throws MalformedPacketException {
        ReasonCode reason = ReasonCode.of(code);
        if (!of(packetType).contains(reason)) {
            throw new MalformedPacketException(
                    PROTOCOL_ERROR, "reason code " + reason + " is not one of a packet of type " + packetType);
        }
        return reason;
    }

    static Set<ReasonCode> of(int packetType) {
        return switch (packetType) {
            case PacketType.CONNACK -> CONNACK;
            case PacketType.PUBACK, PacketType.PUBREC -> RECEIVED;
            case PacketType.PUBREL, PacketType.PUBCOMP -> RELEASED;
            case PacketType.SUBACK -> SUBACK;
            case PacketType.UNSUBACK -> UNSUBACK;
            case PacketType.DISCONNECT -> DISCONNECT;
            case PacketType.AUTH -> AUTH;
            default -> throw new IllegalArgumentException("packets of type " + packetType + " have no reason code");
        };
    }
}
