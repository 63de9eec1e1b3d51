package io.caracal.api.broker;

import java.time.Instant;
import java.util.Optional;

/**
 * A retained message without its payload.
 *
 * @param topic the topic name
 * @param qos as published
 * @param publisher the publisher's client identifier
 * @param publishedAt when it came in
 * @param expiresAt when it is forgotten; empty for never
 * @param payloadSize bytes
 */
public record RetainedInfo(
        String topic, int qos, String publisher, Instant publishedAt, Optional<Instant> expiresAt, int payloadSize) {}
