package io.caracal.transport;

import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import java.util.List;

/** Settings of listeners with the defaults where nothing else is asked for. */
final class TestSettings {
    private TestSettings() {}

    static CommonSettings common(boolean enable, int maxConnections) {
        return new CommonSettings(enable, 128, maxConnections, "default", true, List.of(), "");
    }

    static TcpListenerSettings tcp(boolean enable, String bind, int maxConnections) {
        return new TcpListenerSettings(bind, common(enable, maxConnections));
    }
}
