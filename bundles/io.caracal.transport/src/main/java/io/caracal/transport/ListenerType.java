package io.caracal.transport;

import java.util.Locale;

/** What a listener speaks below MQTT. */
enum ListenerType {
    TCP,
    SSL,
    WS,
    WSS;

    /** As it stands in the configuration and in ids, {@code tcp}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
