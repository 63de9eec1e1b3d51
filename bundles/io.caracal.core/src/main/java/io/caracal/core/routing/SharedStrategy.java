package io.caracal.core.routing;

/** How a shared subscription chooses the member that gets a message. Every strategy prefers members that are available. */
public enum SharedStrategy {
    /** Any member. */
    RANDOM,
    /** One after the other in the order in which they joined. */
    ROUND_ROBIN,
    /** Always the same member until it leaves or becomes unavailable. */
    STICKY,
    /** Any member of this node; as long as all members are here, the same as {@link #RANDOM}. */
    LOCAL,
    /** The messages of one publisher go to the same member as long as the members stay the same. */
    HASH_CLIENTID,
    /** The messages of one topic go to the same member as long as the members stay the same. */
    HASH_TOPIC
}
