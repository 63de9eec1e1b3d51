package io.caracal.transport;

import io.caracal.api.auth.ListenerChains.ListenerAuthentication;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.SettingsSection;
import io.caracal.transport.tls.TlsSettings;
import io.caracal.transport.websocket.WebsocketSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The listeners by type and name: {@code listeners.tcp.default}. */
@SettingsSection("listeners")
@Description(
        "Where clients connect: listeners.TYPE.NAME. The listener that is there by default goes by listeners.tcp.default = null. "
                + "In a running broker a listener that gets another address is opened there before it closes where it was; its "
                + "connections and all other listeners stay.")
public record ListenersSettings(
        @Description("Listeners for MQTT over TCP, by name.") @Default("{ default { } }")
        Map<String, TcpListenerSettings> tcp,

        @Description("Listeners for MQTT over TLS, by name.")
        Map<String, SslListenerSettings> ssl,

        @Description("Listeners for MQTT over WebSocket, by name.")
        Map<String, WsListenerSettings> ws,

        @Description("Listeners for MQTT over WebSocket over TLS, by name.")
        Map<String, WssListenerSettings> wss) {

    private static final String BIND =
            "Address and port, \"127.0.0.1:1883\", \"[::1]:1883\", \"0.0.0.0:1883\"; several are separated by "
                    + "commas. A port alone means the loopback address. Any other address than loopback needs an authentication chain.";

    public ListenersSettings {
        tcp = Map.copyOf(tcp);
        ssl = Map.copyOf(ssl);
        ws = Map.copyOf(ws);
        wss = Map.copyOf(wss);
    }

    /** No listener. */
    static ListenersSettings none() {
        return new ListenersSettings(Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** The listeners of all types. */
    Map<ListenerId, ListenerSettings> all() {
        Map<ListenerId, ListenerSettings> all = new HashMap<>();
        tcp.forEach((name, settings) -> all.put(new ListenerId(ListenerType.TCP, name), settings));
        ssl.forEach((name, settings) -> all.put(new ListenerId(ListenerType.SSL, name), settings));
        ws.forEach((name, settings) -> all.put(new ListenerId(ListenerType.WS, name), settings));
        wss.forEach((name, settings) -> all.put(new ListenerId(ListenerType.WSS, name), settings));
        return all;
    }

    /** What each listener says about authentication, by its id. */
    Map<String, ListenerAuthentication> authentication() {
        return all().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        each -> each.getKey().toString(),
                        each -> each.getValue().common().authenticated()));
    }

    /**
     * A listener for MQTT over TCP.
     *
     * @param bind where it listens
     */
    public record TcpListenerSettings(
            @Description(BIND) @Default("\"127.0.0.1:1883\"")
            String bind,

            @Flattened CommonSettings common) implements ListenerSettings {
        public TcpListenerSettings {
            var unused = BindAddress.parseAll(bind);
        }
    }

    /**
     * A listener for MQTT over TLS.
     *
     * @param bind where it listens
     */
    public record SslListenerSettings(
            @Description(BIND) @Default("\"127.0.0.1:8883\"")
            String bind,

            @Flattened CommonSettings common,

            @Description("Certificates, and what is asked of clients.")
            TlsSettings sslOptions)
            implements ListenerSettings {
        public SslListenerSettings {
            var unused = BindAddress.parseAll(bind);
        }

        @Override
        public Optional<TlsSettings> tls() {
            return Optional.of(sslOptions);
        }
    }

    /**
     * A listener for MQTT over WebSocket.
     *
     * @param bind where it listens
     */
    public record WsListenerSettings(
            @Description(BIND) @Default("\"127.0.0.1:8083\"")
            String bind,

            @Flattened CommonSettings common,

            @Description("What is spoken below MQTT.") WebsocketSettings websocket)
            implements ListenerSettings {
        public WsListenerSettings {
            var unused = BindAddress.parseAll(bind);
        }

        @Override
        public Optional<WebsocketSettings> overWebsocket() {
            return Optional.of(websocket);
        }
    }

    /**
     * A listener for MQTT over WebSocket over TLS.
     *
     * @param bind where it listens
     */
    public record WssListenerSettings(
            @Description(BIND) @Default("\"127.0.0.1:8084\"")
            String bind,

            @Flattened CommonSettings common,

            @Description("Certificates, and what is asked of clients.")
            TlsSettings sslOptions,

            @Description("What is spoken below MQTT.") WebsocketSettings websocket)
            implements ListenerSettings {
        public WssListenerSettings {
            var unused = BindAddress.parseAll(bind);
        }

        @Override
        public Optional<TlsSettings> tls() {
            return Optional.of(sslOptions);
        }

        @Override
        public Optional<WebsocketSettings> overWebsocket() {
            return Optional.of(websocket);
        }
    }
}
