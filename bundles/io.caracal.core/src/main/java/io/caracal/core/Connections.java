package io.caracal.core;

import io.caracal.core.limits.RateSettings;
import org.osgi.annotation.versioning.ProviderType;

/** Where a transport hands its connections over. */
@ProviderType
public interface Connections {
    /**
     * Who speaks MQTT on one new connection, from {@link LinkReceiver#opened} on.
     *
     * @param listener where the connection came from
     */
    LinkReceiver receiver(ListenerInfo listener);

    /** The limits of a listener, before its first connection and whenever they change; at once, also for connections that are there. */
    default void limits(ListenerInfo listener, RateSettings limits) {}

    /** Nanoseconds until a listener may take another connection; 0 for now. Any thread. */
    default long connectionDelay(ListenerInfo listener) {
        return 0;
    }

    /** A listener took a connection, whether it was wanted or not. Any thread. */
    default void connectionTaken(ListenerInfo listener) {}
}
