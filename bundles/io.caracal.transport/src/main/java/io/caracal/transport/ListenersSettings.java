package io.caracal.transport;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.util.Map;

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
            int maxConnections) {
        public TcpListenerSettings {
            var unused = BindAddress.parse(bind);
        }
    }
}
