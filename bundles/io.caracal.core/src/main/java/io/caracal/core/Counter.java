package io.caracal.core;

/** What a loop counts besides the packets by their types; the names are those that EMQX users know. */
enum Counter {
    BYTES_RECEIVED("bytes.received"),
    BYTES_SENT("bytes.sent"),
    QOS0_RECEIVED("messages.qos0.received"),
    QOS1_RECEIVED("messages.qos1.received"),
    QOS2_RECEIVED("messages.qos2.received"),
    QOS0_SENT("messages.qos0.sent"),
    QOS1_SENT("messages.qos1.sent"),
    QOS2_SENT("messages.qos2.sent"),
    /** Without a connection; those of clients come on top. */
    MESSAGES_PUBLISH("messages.publish"),
    MESSAGES_ACKED("messages.acked"),
    MESSAGES_WITHOUT_SUBSCRIBERS("messages.dropped.no_subscribers"),
    MESSAGES_AWAIT_PUBREL_TIMEOUT("messages.dropped.await_pubrel_timeout"),
    DROPPED_NO_LOCAL("delivery.dropped.no_local"),
    DROPPED_TOO_LARGE("delivery.dropped.too_large"),
    DROPPED_QOS0("delivery.dropped.qos0_msg"),
    DROPPED_QUEUE_FULL("delivery.dropped.queue_full"),
    DROPPED_EXPIRED("delivery.dropped.expired"),
    /** QoS 0 that would have had to wait while too much waits already. */
    DROPPED_OVERLOAD("delivery.dropped.overload"),
    CONNACK_ERROR("packets.connack.error"),
    CONNACK_AUTH_ERROR("packets.connack.auth_error"),
    PUBLISH_ERROR("packets.publish.error"),
    PUBLISH_AUTH_ERROR("packets.publish.auth_error"),
    PUBLISH_DROPPED("packets.publish.dropped"),
    PUBACK_MISSED("packets.puback.missed"),
    PUBREC_MISSED("packets.pubrec.missed"),
    PUBREL_MISSED("packets.pubrel.missed"),
    PUBCOMP_MISSED("packets.pubcomp.missed"),
    SUBSCRIBE_ERROR("packets.subscribe.error"),
    SUBSCRIBE_AUTH_ERROR("packets.subscribe.auth_error"),
    UNSUBSCRIBE_ERROR("packets.unsubscribe.error"),
    CLIENT_CONNECT("client.connect"),
    CLIENT_CONNACK("client.connack"),
    CLIENT_CONNECTED("client.connected"),
    CLIENT_AUTHENTICATE("client.authenticate"),
    CLIENT_AUTH_ANONYMOUS("client.auth.anonymous"),
    CLIENT_SUBSCRIBE("client.subscribe"),
    CLIENT_UNSUBSCRIBE("client.unsubscribe"),
    CLIENT_DISCONNECTED("client.disconnected"),
    /** How often a client was held, or sent away, because it sent faster than it may. */
    CLIENT_RATE_EXCEEDED("client.rate_exceeded"),
    /** How often a client was not read from until it took what the broker had answered. */
    CLIENT_UNREAD_ANSWERS("client.unread_answers"),
    /** New connections that were refused. */
    OVERLOAD_NEW_CONN("overload_protection.new_conn"),
    /** How often a publisher was held. */
    OVERLOAD_PUBLISHERS_HELD("overload_protection.publishers_held"),
    AUTHENTICATION_SUCCESS("authentication.success"),
    AUTHENTICATION_FAILURE("authentication.failure"),
    SESSION_CREATED("session.created"),
    SESSION_RESUMED("session.resumed"),
    SESSION_TAKEN_OVER("session.takenover"),
    SESSION_DISCARDED("session.discarded"),
    SESSION_TERMINATED("session.terminated");

    private static final Counter[] RECEIVED = {QOS0_RECEIVED, QOS1_RECEIVED, QOS2_RECEIVED};
    private static final Counter[] SENT = {QOS0_SENT, QOS1_SENT, QOS2_SENT};

    private final String key;

    Counter(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    static Counter received(int qos) {
        return RECEIVED[qos];
    }

    static Counter sent(int qos) {
        return SENT[qos];
    }
}
