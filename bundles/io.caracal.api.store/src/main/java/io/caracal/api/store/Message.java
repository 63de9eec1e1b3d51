package io.caracal.api.store;

import java.nio.charset.StandardCharsets;

/**
 * An application message, immutable and shared by everything that holds it: queues, in-flight windows, the stores. The arrays
 * belong to the message and are never modified.
 */
public final class Message {
    /** {@link #expiresAt()} of a message that never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final byte[] NOTHING = {};

    private final byte[] topic;
    private final byte[] payload;
    private final byte[] properties;
    private final long publishedAt;
    private final long expiresAt;
    private final String publisher;
    private final byte qos;
    private final boolean retain;

    /**
     * @param topic the topic name in UTF-8
     * @param payload the payload
     * @param properties the MQTT 5.0 properties that are handed on unchanged, encoded and in their order, without a length in
     *     front and without Topic Alias, Message Expiry Interval and Subscription Identifier; empty for none
     * @param qos as published, 0 to 2
     * @param retain the RETAIN flag as published
     * @param publishedAt milliseconds since the epoch
     * @param expiresAt milliseconds since the epoch, or {@link #NEVER}
     * @param publisher the publisher's client identifier
     */
    public Message(
            byte[] topic,
            byte[] payload,
            byte[] properties,
            int qos,
            boolean retain,
            long publishedAt,
            long expiresAt,
            String publisher) {
        this.topic = topic;
        this.payload = payload;
        this.properties = properties.length == 0 ? NOTHING : properties;
        this.qos = (byte) qos;
        this.retain = retain;
        this.publishedAt = publishedAt;
        this.expiresAt = expiresAt;
        this.publisher = publisher;
    }

    public byte[] topic() {
        return topic;
    }

    public String topicName() {
        return new String(topic, StandardCharsets.UTF_8);
    }

    public byte[] payload() {
        return payload;
    }

    public byte[] properties() {
        return properties;
    }

    public int qos() {
        return qos;
    }

    public boolean retain() {
        return retain;
    }

    public long publishedAt() {
        return publishedAt;
    }

    public long expiresAt() {
        return expiresAt;
    }

    public boolean expired(long now) {
        return now >= expiresAt;
    }

    public String publisher() {
        return publisher;
    }

    @Override
    public String toString() {
        return "Message[topic=" + topicName() + ", payload=" + payload.length + " bytes, qos=" + qos + ", retain="
                + retain + ", publisher=" + publisher + "]";
    }
}
