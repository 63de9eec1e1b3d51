package io.caracal.transport;

import io.caracal.core.limits.RateSettings;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.caracal.transport.tls.TlsEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Settings of listeners with the defaults where nothing else is asked for. */
final class TestSettings {
    static final TlsEnvironment TLS = TlsEnvironment.of(Path.of("").toAbsolutePath(), Runnable::run);

    private TestSettings() {}

    static ListenersSettings listeners(Map<String, TcpListenerSettings> tcp) {
        return new ListenersSettings(tcp, Map.of(), Map.of(), Map.of());
    }

    static CommonSettings common(boolean enable, int maxConnections) {
        return common(enable, maxConnections, TcpOptions.standard(), RateSettings.NONE, ProxySettings.OFF);
    }

    static CommonSettings common(RateSettings rates, String... accessRules) {
        return common(true, 0, TcpOptions.standard(), rates, ProxySettings.OFF, accessRules);
    }

    private static CommonSettings common(
            boolean enable,
            int maxConnections,
            TcpOptions options,
            RateSettings rates,
            ProxySettings proxy,
            String... accessRules) {
        return new CommonSettings(
                enable,
                128,
                maxConnections,
                "default",
                true,
                List.of(),
                options,
                "",
                List.of(accessRules),
                rates,
                proxy);
    }

    static CommonSettings proxied(boolean enable, int maxConnections, ProxySettings proxy, String... accessRules) {
        return common(enable, maxConnections, TcpOptions.standard(), RateSettings.NONE, proxy, accessRules);
    }

    static TcpListenerSettings tcp(String bind, TcpOptions options) {
        return new TcpListenerSettings(bind, common(true, 0, options, RateSettings.NONE, ProxySettings.OFF));
    }

    static TcpListenerSettings tcp(boolean enable, String bind, int maxConnections) {
        return new TcpListenerSettings(bind, common(enable, maxConnections));
    }
}
