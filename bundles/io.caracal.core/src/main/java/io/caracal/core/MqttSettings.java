package io.caracal.core;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the broker allows and how it behaves towards every client; names and defaults as EMQX users know them. */
@SettingsSection("mqtt")
@Applies(Applies.When.NEW_CONNECTIONS)
@Description(
        "What the broker allows its clients, and how sessions behave. What a client is told when it connects holds for its "
                + "connection to the end; changes of it apply to new connections.")
public record MqttSettings(
        @Description("How long a new connection may take to send its CONNECT packet before it is closed.")
        @Default("15s")
        @Range(min = 100)
        Duration idleTimeout,

        @Description(
                "The largest packet that is read from a client. Announced as Maximum Packet Size; a larger one ends the "
                        + "connection with 0x95.")
        @Default("1MB")
        @Range(min = 64, max = 268435460)
        Bytes maxPacketSize,

        @Description("The longest client identifier, in bytes.") @Default("65535") @Range(min = 23, max = 65535)
        int maxClientidLen,

        @Description("The most levels that a topic name or topic filter may have.")
        @Default("128")
        @Range(min = 1, max = 65535)
        int maxTopicLevels,

        @Description(
                "The highest QoS of messages that clients may publish and that subscriptions are granted. Announced as "
                        + "Maximum QoS.")
        @Default("2")
        @Range(min = 0, max = 2)
        int maxQosAllowed,

        @Description(
                "The highest topic alias that clients may use. Announced as Topic Alias Maximum; 0 turns aliases off.")
        @Default("65535")
        @Range(min = 0, max = 65535)
        int maxTopicAlias,

        @Description("Whether clients may publish retained messages. Announced as Retain Available.") @Default("true")
        boolean retainAvailable,

        @Description("Whether subscriptions may hold wildcards. Announced as Wildcard Subscription Available.")
        @Default("true")
        boolean wildcardSubscription,

        @Description(
                "Whether shared subscriptions ($share/group/filter) are allowed. Announced as Shared Subscription Available.")
        @Default("true")
        boolean sharedSubscription,

        @Description("How a shared subscription picks the member for a message.")
        @Default("round_robin")
        @Applies(Applies.When.AT_ONCE)
        SharedSubscriptionStrategy sharedSubscriptionStrategy,

        @Description(
                "Whether messages are kept from going back to their publisher, for MQTT 3.x clients too, which have no No Local.")
        @Default("false")
        @Applies(Applies.When.AT_ONCE)
        boolean ignoreLoopDeliver,

        @Description(
                "Whether the payload of a message whose Payload Format Indicator says UTF-8 is checked to be UTF-8 (0x99).")
        @Default("false")
        boolean checkPayloadFormat,

        @Description("Whether the user name takes the place of the client identifier.") @Default("false")
        boolean useUsernameAsClientid,

        @Description(
                "What of a client's certificate takes the place of the user name: the common name, the subject, the certificate "
                        + "as Base64 of its DER form, as PEM, or the MD5 digest of its DER form. Clients without it keep the user "
                        + "name of their CONNECT packet.")
        @Default("disabled")
        CertificatePart peerCertAsUsername,

        @Description(
                "What of a client's certificate takes the place of the client identifier, in the same way. use_username_as_clientid "
                        + "goes before it.")
        @Default("disabled")
        CertificatePart peerCertAsClientid,

        @Description("What is sent as Response Information to clients that request it; empty sends none.")
        @Default("\"\"")
        String responseInformation,

        @Description(
                "A keep alive that the server dictates to MQTT 5.0 clients, in seconds, instead of the client's own.")
        @Range(min = 1, max = 65535)
        Optional<Integer> serverKeepalive,

        @Description("A connection that is silent for this many times its keep alive is closed.") @Default("1.5")
        double keepaliveMultiplier,

        @Description(
                "How long the session of an MQTT 3.x client that connects with clean session 0 is kept after its connection ended.")
        @Default("2h")
        Duration sessionExpiryInterval,

        @Description(
                "The longest Session Expiry Interval that a client is granted; a longer one is cut, and MQTT 5.0 clients are told.")
        Optional<Duration> maxSessionExpiryInterval,

        @Description(
                "The most messages of QoS 1 and 2 that are sent to a client without its acknowledgement; the client's Receive "
                        + "Maximum can only lower it.")
        @Default("256")
        @Range(min = 1, max = 65535)
        int maxInflight,

        @Description(
                "The most QoS 2 messages from a client that wait for its PUBREL. Announced as Receive Maximum; a client that "
                        + "sends more is disconnected with 0x93.")
        @Default("100")
        @Range(min = 1, max = 65535)
        int maxAwaitingRel,

        @Description(
                "How long a QoS 2 message from a client waits for its PUBREL before its packet identifier is forgotten.")
        @Default("300s")
        @Range(min = 1000)
        Duration awaitRelTimeout,

        @Description("The most subscriptions of one session.")
        Optional<Integer> maxSubscriptions,

        @Description(
                "The most messages that wait in a session's queue. When it is full, waiting QoS 0 messages are dropped first, "
                        + "then the oldest of the lowest priority. Absent (infinity) sets no limit; the default is 1000.")
        @Default("1000")
        @Applies(Applies.When.AT_ONCE)
        Optional<Integer> maxMqueueLen,

        @Description(
                "Topic names whose messages leave a session's queue first: name = priority, 1 to 255, a higher one first.")
        @Applies(Applies.When.AT_ONCE)
        Map<String, Integer> mqueuePriorities,

        @Description(
                "Whether messages of topics without a priority of their own come after or before those that have one.")
        @Default("lowest")
        @Applies(Applies.When.AT_ONCE)
        DefaultPriority mqueueDefaultPriority,

        @Description("Whether QoS 0 messages wait in the queue too while their client is away or slow.")
        @Default("true")
        @Applies(Applies.When.AT_ONCE)
        boolean mqueueStoreQos0) {

    /** How a shared subscription picks the member that a message goes to. */
    public enum SharedSubscriptionStrategy {
        RANDOM,
        ROUND_ROBIN,
        STICKY,
        LOCAL,
        HASH_CLIENTID,
        HASH_TOPIC
    }

    /** The place of topics without a priority. */
    public enum DefaultPriority {
        LOWEST,
        HIGHEST
    }

    public MqttSettings {
        mqueuePriorities = Map.copyOf(mqueuePriorities);
        if (!(keepaliveMultiplier >= 1.0 && keepaliveMultiplier <= 100.0)) {
            throw new IllegalArgumentException("keepalive_multiplier is from 1.0 to 100.0, not " + keepaliveMultiplier);
        }
        mqueuePriorities.forEach((topic, priority) -> {
            if (priority < 1 || priority > 255) {
                throw new IllegalArgumentException(
                        "mqueue_priorities: a priority is from 1 to 255, not " + priority + " (topic " + topic + ")");
            }
        });
    }

    /** The longest Session Expiry Interval in seconds, 0xFFFFFFFF if none is set. */
    long sessionExpiryLimit() {
        return maxSessionExpiryInterval.map(Duration::toSeconds).orElse(0xFFFF_FFFFL);
    }
}
