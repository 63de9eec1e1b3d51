package io.caracal.cli.bench;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a client says first.
 *
 * @param filters what it subscribes to; may be empty
 * @param qos with which
 */
record Greeting(Packet.Connect connect, List<String> filters, int qos) {

    static Greeting of(Fleet fleet, int number, String clientId, List<String> filters, int qos) {
        Properties properties = fleet.version() == ProtocolVersion.MQTT_5 && fleet.sessionExpiry() > 0
                ? Properties.builder()
                        .add(Property.SESSION_EXPIRY_INTERVAL, fleet.sessionExpiry())
                        .build()
                : Properties.NONE;
        String username = fleet.username() == null ? null : Fleet.named(fleet.username(), number, clientId);
        String password = fleet.password();
        return new Greeting(
                new Packet.Connect(
                        fleet.version(),
                        fleet.sessionExpiry() == 0,
                        fleet.keepAlive(),
                        clientId,
                        username,
                        password == null ? null : password.getBytes(StandardCharsets.UTF_8),
                        null,
                        properties),
                filters,
                qos);
    }
}
