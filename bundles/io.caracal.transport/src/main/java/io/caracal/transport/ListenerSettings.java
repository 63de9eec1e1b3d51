package io.caracal.transport;

import io.caracal.transport.ListenersSettings.TcpListenerSettings;

/** One listener, of whatever type. */
public sealed interface ListenerSettings permits TcpListenerSettings {
    /** Where it listens, as configured. */
    String bind();

    /** What listeners of all types have. */
    CommonSettings common();
}
