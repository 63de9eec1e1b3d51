package io.caracal.api.auth;

/**
 * One rule of a client's own access list.
 *
 * @param allow whether a match allows or denies
 * @param action what it is about
 * @param topicFilter a topic filter of MQTT; a topic published to is matched against it, a filter subscribed to must be equal to
 *     it or covered by it
 */
public record AclRule(boolean allow, Action action, String topicFilter) {

    /** What a client does. */
    public enum Action {
        PUBLISH,
        SUBSCRIBE,
        ALL
    }
}
