package io.caracal.core.routing;

/**
 * Whoever receives messages: a session of this broker, or another node. A destination is itself and nothing else: it must not
 * override {@code equals}.
 */
public interface Destination {
    String clientId();

    /** True if it is connected and able to take messages now. Any thread, at any time; no locks. */
    boolean available();
}
