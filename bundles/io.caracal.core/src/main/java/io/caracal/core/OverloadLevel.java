package io.caracal.core;

/** What the broker refuses while there is too much of something; each level refuses what those before it do as well. */
enum OverloadLevel {
    NONE("none", 0, "nothing is refused"),
    /** Clients that have no session here are refused (0x89). */
    NO_CONNECTIONS("no_connections", 70, "new connections are refused"),
    /** Messages of QoS 0 that would have to wait are dropped. */
    NO_QOS0("no_qos0", 85, "new connections are refused and QoS 0 messages that would have to wait are dropped"),
    /** Whoever publishes is read from just a little. */
    HOLD_PUBLISHERS(
            "hold_publishers",
            100,
            "new connections are refused, QoS 0 messages that would have to wait are dropped, and publishers are held");

    private final String key;
    private final int percent;
    private final String refusal;

    OverloadLevel(String key, int percent, String refusal) {
        this.key = key;
        this.percent = percent;
        this.refusal = refusal;
    }

    String key() {
        return key;
    }

    /** In words. */
    String refusal() {
        return refusal;
    }

    boolean refusesConnections() {
        return this != NONE;
    }

    boolean dropsQos0() {
        return compareTo(NO_QOS0) >= 0;
    }

    boolean holdsPublishers() {
        return this == HOLD_PUBLISHERS;
    }

    /** The level for so many percent of the ceiling. */
    static OverloadLevel of(long percent) {
        OverloadLevel reached = NONE;
        for (OverloadLevel each : values()) {
            if (percent >= each.percent) {
                reached = each;
            }
        }
        return reached;
    }

    OverloadLevel min(OverloadLevel other) {
        return compareTo(other) <= 0 ? this : other;
    }

    OverloadLevel max(OverloadLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
