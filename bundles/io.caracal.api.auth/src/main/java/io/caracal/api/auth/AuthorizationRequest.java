package io.caracal.api.auth;

import java.util.Objects;

/**
 * Something that a connected client wants to do.
 *
 * @param facts who it is
 * @param superuser whether its authenticator made it a superuser; the chain allows those everything without asking
 * @param action what it wants
 * @param topic the topic name that it publishes to, or the topic filter that it subscribes to, without {@code $share/group/}
 * @param qos of the message, or the one that the subscription asks for; from 0 to 2
 * @param retain whether the message is to be retained; false for a subscription
 */
public record AuthorizationRequest(
        ClientFacts facts, boolean superuser, Action action, String topic, int qos, boolean retain) {
    public AuthorizationRequest {
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(topic, "topic");
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("qos is from 0 to 2, not " + qos);
        }
    }

    /** What a client does. */
    public enum Action {
        /** It publishes a message, or leaves a will. */
        PUBLISH,
        SUBSCRIBE
    }
}
