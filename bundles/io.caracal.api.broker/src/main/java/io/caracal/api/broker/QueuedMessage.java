package io.caracal.api.broker;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A message on its way to one client.
 *
 * @param sequence its place in the session's order, rising
 * @param priority the priority of its topic, 0 without one
 * @param packetId in flight the packet identifier
 * @param qos the QoS that it is delivered with
 * @param retain the RETAIN flag that it is delivered with
 * @param message the message; empty topic and payload if the client has it already (PUBREC) or it is never sent again, so that the
 *     broker has let go of it
 */
public record QueuedMessage(
        long sequence, int priority, OptionalInt packetId, int qos, boolean retain, PublishedMessage message) {

    /**
     * A message as it was published.
     *
     * @param topic the topic name
     * @param payload not to be modified
     * @param qos as published
     * @param publisher the publisher's client identifier
     * @param publishedAt when it came in
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes that are handed over, not compared
    public record PublishedMessage(String topic, byte[] payload, int qos, String publisher, Instant publishedAt) {}
}
