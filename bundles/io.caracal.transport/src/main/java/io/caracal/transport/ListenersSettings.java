package io.caracal.transport;

import io.caracal.api.auth.ListenerChains.ListenerAuthentication;
import io.caracal.api.config.Applies;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The listeners by type and name: {@code listeners.tcp.default}. */
@SettingsSection("listeners")
@Description(
        "Where clients connect: listeners.TYPE.NAME. The listener that is there by default goes by listeners.tcp.default = null. "
                + "In a running broker a listener that gets another address is opened there before it closes where it was; its "
                + "connections and all other listeners stay.")
public record ListenersSettings(
        @Description("Listeners for MQTT over TCP, by name.") @Default("{ default { } }")
        Map<String, TcpListenerSettings> tcp) {

    public ListenersSettings {
        tcp = Map.copyOf(tcp);
    }

    /** What each listener says about authentication, by its id. */
    Map<String, ListenerAuthentication> authentication() {
        return tcp.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        each -> "tcp:" + each.getKey(), each -> each.getValue().authenticated()));
    }

    /**
     * One listener.
     *
     * @param bind where it listens
     */
    public record TcpListenerSettings(
            @Description("Whether it is opened.") @Default("true")
            boolean enable,

            @Description(
                    "Address and port, \"127.0.0.1:1883\", \"[::1]:1883\", \"0.0.0.0:1883\"; a port alone means the loopback "
                            + "address. Any other address than loopback needs an authentication chain.")
            @Default("\"127.0.0.1:1883\"")
            String bind,

            @Description("How many connections may wait to be accepted.")
            @Default("1024")
            @Range(min = 1, max = 65535)
            @Applies(Applies.When.RESTART)
            int backlog,

            @Description(
                    "The most connections at a time; further ones are closed at once, those that are there stay. 0 for no limit.")
            @Default("0")
            @Range(min = 0)
            int maxConnections,

            @Description(
                    "What the clients of this listener have in common: a name for conditions, rules and placeholders (${zone}).")
            @Default("default")
            @Range(min = 1, max = 64)
            String zone,

            @Description(
                    "False lets everyone in by this listener, which is possible on loopback addresses only; the chain of the broker and "
                            + "its own are not asked then.")
            @Default("true")
            boolean enableAuthn,

            @Description(
                    "The authentication chain of this listener, which its clients pass instead of that of the broker; elements as there. "
                            + "Empty for the chain of the broker.")
            List<SettingsNode> authentication) {
        /** What it says about authentication. */
        ListenerAuthentication authenticated() {
            return new ListenerAuthentication(enableAuthn, authentication);
        }

        public TcpListenerSettings {
            var unused = BindAddress.parse(bind);
            authentication = List.copyOf(authentication);
        }
    }
}
