package io.caracal.transport;

import io.caracal.transport.ListenersSettings.SslListenerSettings;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.caracal.transport.tls.TlsSettings;
import java.util.Optional;

/** One listener, of whatever type. */
public sealed interface ListenerSettings permits TcpListenerSettings, SslListenerSettings {
    /** Where it listens, as configured. */
    String bind();

    /** What listeners of all types have. */
    CommonSettings common();

    /** What it says about TLS; empty if it speaks none. */
    default Optional<TlsSettings> tls() {
        return Optional.empty();
    }
}
