package io.caracal.transport;

import io.caracal.transport.ListenersSettings.SslListenerSettings;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.caracal.transport.ListenersSettings.WsListenerSettings;
import io.caracal.transport.ListenersSettings.WssListenerSettings;
import io.caracal.transport.tls.TlsSettings;
import io.caracal.transport.websocket.WebsocketSettings;
import java.util.Optional;

/** One listener, of whatever type. */
public sealed interface ListenerSettings
        permits TcpListenerSettings, SslListenerSettings, WsListenerSettings, WssListenerSettings {
    /** Where it listens, as configured. */
    String bind();

    /** What listeners of all types have. */
    CommonSettings common();

    /** What it says about WebSocket; empty if it speaks MQTT without it. */
    default Optional<WebsocketSettings> overWebsocket() {
        return Optional.empty();
    }

    /** What it says about TLS; empty if it speaks none. */
    default Optional<TlsSettings> tls() {
        return Optional.empty();
    }
}
