package io.caracal.core;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a test's client connects; MQTT 5.0 with Clean Start and without keep alive unless it says otherwise. */
record Login(
        ProtocolVersion version,
        String clientId,
        boolean cleanStart,
        int keepAlive,
        Packet.@Nullable Will will,
        Properties properties) {

    static Login as(String clientId) {
        return new Login(ProtocolVersion.MQTT_5, clientId, true, 0, null, Properties.NONE);
    }

    Login version(ProtocolVersion spoken) {
        return new Login(spoken, clientId, cleanStart, keepAlive, will, properties);
    }

    /** Takes an earlier session up, if there is one. */
    Login resuming() {
        return new Login(version, clientId, false, keepAlive, will, properties);
    }

    Login keepAlive(int seconds) {
        return new Login(version, clientId, cleanStart, seconds, will, properties);
    }

    /** A session that lives on for a while after the connection. */
    Login persistent() {
        return with(Property.SESSION_EXPIRY_INTERVAL, 3600);
    }

    Login with(Property property, long value) {
        return new Login(
                version,
                clientId,
                cleanStart,
                keepAlive,
                will,
                more().add(property, value).build());
    }

    Login with(Property property, String value) {
        return new Login(
                version,
                clientId,
                cleanStart,
                keepAlive,
                will,
                more().add(property, value).build());
    }

    Login with(Property property, byte[] value) {
        return new Login(
                version,
                clientId,
                cleanStart,
                keepAlive,
                will,
                more().add(property, value).build());
    }

    Login will(String topic, String payload, int qos, boolean retain, Properties willProperties) {
        Packet.Will last =
                new Packet.Will(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retain, willProperties);
        return new Login(version, clientId, cleanStart, keepAlive, last, properties);
    }

    Login will(String topic, String payload) {
        return will(topic, payload, 0, false, Properties.NONE);
    }

    private Properties.Builder more() {
        Properties.Builder builder = Properties.builder();
        for (Properties.Entry entry : properties.entries()) {
            switch (entry.value()) {
                case Long number -> builder.add(entry.property(), number);
                case String text -> builder.add(entry.property(), text);
                case byte[] bytes -> builder.add(entry.property(), bytes);
                default -> throw new IllegalStateException("no such property in a login: " + entry);
            }
        }
        return builder;
    }

    Packet.Connect packet() {
        return new Packet.Connect(version, cleanStart, keepAlive, clientId, null, null, will, properties);
    }
}
