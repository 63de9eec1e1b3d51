package io.caracal.core;

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
}
