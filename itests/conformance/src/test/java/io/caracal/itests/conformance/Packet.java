package io.caracal.itests.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A packet that came from the broker, taken apart.
 *
 * @param type its type, one of the constants
 * @param flags the lower four bits of its first byte
 * @param size all of its bytes, with the fixed header
 * @param acknowledgeFlags the first byte of a CONNACK, else 0
 * @param id packet identifier, 0 where there is none
 * @param reasons return or reason codes; one for most packets, one a filter for SUBACK and UNSUBACK
 * @param topic topic name of a PUBLISH, else empty
 * @param payload payload of a PUBLISH, else empty
 * @param properties properties in their order
 */
@SuppressWarnings("ArrayRecordComponent") // packets are looked at, not compared
record Packet(
        int type,
        int flags,
        int size,
        int acknowledgeFlags,
        int id,
        List<Integer> reasons,
        String topic,
        byte[] payload,
        List<Property> properties) {

    static final int CONNECT = 1;
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBSCRIBE = 8;
    static final int SUBACK = 9;
    static final int UNSUBSCRIBE = 10;
    static final int UNSUBACK = 11;
    static final int PINGREQ = 12;
    static final int PINGRESP = 13;
    static final int DISCONNECT = 14;
    static final int AUTH = 15;

    /** A property: its identifier, and an Integer, Long, String, byte array or {@link UserProperty}. */
    record Property(int id, Object value) {}

    /** Name and value of a user property. */
    record UserProperty(String name, String value) {}

    int reason() {
        return reasons.getFirst();
    }

    boolean sessionPresent() {
        return acknowledgeFlags == 1;
    }

    int qos() {
        return flags >> 1 & 3;
    }

    boolean dup() {
        return (flags & 8) != 0;
    }

    boolean retain() {
        return (flags & 1) != 0;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    Optional<Object> property(int id) {
        return all(id).stream().findFirst();
    }

    /** The number that a property holds. */
    Optional<Long> number(int id) {
        return property(id).map(value -> ((Number) value).longValue());
    }

    List<Object> all(int id) {
        return properties.stream()
                .filter(property -> property.id() == id)
                .map(Property::value)
                .toList();
    }

    @Override
    public String toString() {
        return "type %d flags %d id %d reasons %s topic '%s' payload of %d bytes properties %s"
                .formatted(type, flags, id, reasons, topic, payload.length, properties);
    }
}
