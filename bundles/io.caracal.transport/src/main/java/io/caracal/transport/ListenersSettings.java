package io.caracal.transport;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.util.Map;

/** The listeners by type and name: {@code listeners.tcp.default}. */
@SettingsSection("listeners")
@Description(
        "Where clients connect: listeners.TYPE.NAME. Without any, there is listeners.tcp.default on 127.0.0.1:1883.")
public record ListenersSettings(
        @Description("Listeners for MQTT over TCP, by name.")
        Map<String, TcpListenerSettings> tcp) {

    private static final Map<String, TcpListenerSettings> DEFAULT =
            Map.of("default", new TcpListenerSettings(true, "127.0.0.1:1883", 1024, 0));

    public ListenersSettings {
        tcp = tcp.isEmpty() ? DEFAULT : Map.copyOf(tcp);
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

            @Description("How many connections may wait to be accepted.") @Default("1024") @Range(min = 1, max = 65535)
            int backlog,

            @Description("The most connections at a time; further ones are closed at once. 0 for no limit.")
            @Default("0")
            @Range(min = 0)
            int maxConnections) {
        public TcpListenerSettings {
            var unused = BindAddress.parse(bind);
        }
    }
}
