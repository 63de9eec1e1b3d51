package io.caracal.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control packets (MQTT 5.0, section 3). Properties are empty for MQTT 3.x. A PUBLISH from a client does not become a
 * {@link Publish}: it is read in place by {@link PublishView}; the record serves tests, tools and everything off the fast path.
 */
@SuppressWarnings("ArrayRecordComponent") // payloads and passwords are bytes; they are handed over, not compared
public sealed interface Packet {

    /**
     * The first packet on a connection (section 3.1).
     *
     * @param username null if absent
     * @param password null if absent
     * @param will null if absent
     * @param keepAlive seconds, 0 turns it off
     */
    record Connect(
            ProtocolVersion version,
            boolean cleanStart,
            int keepAlive,
            String clientId,
            @Nullable String username,
            byte @Nullable [] password,
            @Nullable Will will,
            Properties properties)
            implements Packet {}

    /** The Will Message of a CONNECT packet; its properties include the Will Delay Interval. */
    record Will(String topic, byte[] payload, int qos, boolean retain, Properties properties) {}

    /**
     * The answer to CONNECT (section 3.2).
     *
     * @param returnCode the byte on the wire: a reason code of MQTT 5.0 or a return code of MQTT 3.x
     */
    record ConnAck(boolean sessionPresent, int returnCode, Properties properties) implements Packet {}

    /**
     * An application message (section 3.3).
     *
     * @param packetId 0 with QoS 0
     */
    record Publish(
            String topic, byte[] payload, int qos, boolean retain, boolean dup, int packetId, Properties properties)
            implements Packet {}

    record PubAck(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    record PubRec(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    record PubRel(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    record PubComp(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    record Subscribe(int packetId, List<Subscription> subscriptions, Properties properties) implements Packet {}

    /** One topic filter with its options; for MQTT 3.x all but the QoS are zero. */
    record Subscription(String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {}

    /**
     * The answer to SUBSCRIBE (section 3.9).
     *
     * @param codes one for each topic filter, bytes on the wire: 0 to 2 granted, 0x80 (3.1.1) or a reason code (5.0) refused
     */
    record SubAck(int packetId, List<Integer> codes, Properties properties) implements Packet {}

    record Unsubscribe(int packetId, List<String> filters, Properties properties) implements Packet {}

    /**
     * The answer to UNSUBSCRIBE (section 3.11).
     *
     * @param codes one for each topic filter in MQTT 5.0; empty in 3.x, which has none
     */
    record UnsubAck(int packetId, List<Integer> codes, Properties properties) implements Packet {}

    record PingReq() implements Packet {}

    record PingResp() implements Packet {}

    record Disconnect(ReasonCode reason, Properties properties) implements Packet {}

    record Auth(ReasonCode reason, Properties properties) implements Packet {}
}
