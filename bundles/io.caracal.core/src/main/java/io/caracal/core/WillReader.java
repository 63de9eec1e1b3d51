package io.caracal.core;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import org.jspecify.annotations.Nullable;

/** Makes the Will Message of a CONNECT packet. */
final class WillReader {
    private WillReader() {}

    static @Nullable Will read(Packet.Connect connect, String clientId) {
        Packet.Will will = connect.will();
        if (will == null) {
            return null;
        }
        Properties.Builder kept = Properties.builder();
        for (Properties.Entry entry : will.properties().entries()) {
            if (entry.property() != Property.WILL_DELAY_INTERVAL) {
                copy(entry, kept);
            }
        }
        Packet.Publish publish = new Packet.Publish(
                will.topic(), will.payload(), will.qos(), will.retain(), false, will.qos() > 0 ? 1 : 0, kept.build());
        return new Will(
                MessageReader.read(publish, clientId), will.properties().number(Property.WILL_DELAY_INTERVAL, 0));
    }

    private static void copy(Properties.Entry entry, Properties.Builder to) {
        switch (entry.value()) {
            case Long number -> to.add(entry.property(), number);
            case String text -> to.add(entry.property(), text);
            case byte[] bytes -> to.add(entry.property(), bytes);
            case Properties.Pair pair -> to.user(pair.name(), pair.value());
            default ->
                throw new IllegalStateException(
                        "no property has a value of " + entry.value().getClass());
        }
    }
}
