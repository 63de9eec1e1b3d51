package io.caracal.mqtt;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Legal packets of every type, as different as chance makes them. */
final class RandomPackets {
    private static final String[] CHARACTERS = {"a", "Z", "7", " ", "\u00e4", "\u20ac", "\ud83d\ude00", "\ufeff", "/"};

    private final Random random;
    private final ProtocolVersion version;

    RandomPackets(Random random, ProtocolVersion version) {
        this.random = random;
        this.version = version;
    }

    Packet next() {
        return switch (1 + random.nextInt(version == ProtocolVersion.MQTT_5 ? 15 : 14)) {
            case PacketType.CONNECT -> connect();
            case PacketType.CONNACK -> connAck();
            case PacketType.PUBLISH -> publish();
            case PacketType.PUBACK -> new Packet.PubAck(id(), reason(PacketType.PUBACK), properties(PacketType.PUBACK));
            case PacketType.PUBREC -> new Packet.PubRec(id(), reason(PacketType.PUBREC), properties(PacketType.PUBREC));
            case PacketType.PUBREL -> new Packet.PubRel(id(), reason(PacketType.PUBREL), properties(PacketType.PUBREL));
            case PacketType.PUBCOMP ->
                new Packet.PubComp(id(), reason(PacketType.PUBCOMP), properties(PacketType.PUBCOMP));
            case PacketType.SUBSCRIBE ->
                new Packet.Subscribe(id(), list(this::subscription), properties(PacketType.SUBSCRIBE));
            case PacketType.SUBACK -> new Packet.SubAck(id(), list(this::granted), properties(PacketType.SUBACK));
            case PacketType.UNSUBSCRIBE ->
                new Packet.Unsubscribe(id(), list(this::topic), properties(PacketType.UNSUBSCRIBE));
            case PacketType.UNSUBACK -> unsubAck();
            case PacketType.PINGREQ -> new Packet.PingReq();
            case PacketType.PINGRESP -> new Packet.PingResp();
            case PacketType.DISCONNECT ->
                new Packet.Disconnect(reason(PacketType.DISCONNECT), properties(PacketType.DISCONNECT));
            default -> auth();
        };
    }

    Packet.Publish publish() {
        int qos = random.nextInt(3);
        boolean dup = qos > 0 && random.nextBoolean();
        Properties properties = properties(PacketType.PUBLISH);
        boolean aliased = properties.get(Property.TOPIC_ALIAS) != null && random.nextBoolean();
        return new Packet.Publish(
                aliased ? "" : topic(), bytes(), qos, random.nextBoolean(), dup, qos == 0 ? 0 : id(), properties);
    }

    private Packet.Connect connect() {
        boolean named = random.nextBoolean();
        boolean password = random.nextBoolean() && (named || version == ProtocolVersion.MQTT_5);
        return new Packet.Connect(
                version,
                random.nextBoolean(),
                random.nextInt(0x10000),
                text(),
                named ? text() : null,
                password ? bytes() : null,
                random.nextBoolean() ? will() : null,
                properties(PacketType.CONNECT));
    }

    private Packet.Will will() {
        return new Packet.Will(
                topic(), bytes(), random.nextInt(3), random.nextBoolean(), properties(PropertyRules.WILL));
    }

    private Packet.ConnAck connAck() {
        int code =
                version == ProtocolVersion.MQTT_5 ? reason(PacketType.CONNACK).code() : random.nextInt(6);
        boolean present = code == 0 && version != ProtocolVersion.MQTT_3_1 && random.nextBoolean();
        return new Packet.ConnAck(present, code, properties(PacketType.CONNACK));
    }

    private Packet.Subscription subscription() {
        return version == ProtocolVersion.MQTT_5
                ? new Packet.Subscription(
                        topic(), random.nextInt(3), random.nextBoolean(), random.nextBoolean(), random.nextInt(3))
                : new Packet.Subscription(topic(), random.nextInt(3), false, false, 0);
    }

    private int granted() {
        return version == ProtocolVersion.MQTT_5 ? reason(PacketType.SUBACK).code() : oneOf(List.of(0, 1, 2, 0x80));
    }

    private Packet.UnsubAck unsubAck() {
        return version == ProtocolVersion.MQTT_5
                ? new Packet.UnsubAck(
                        id(), list(() -> reason(PacketType.UNSUBACK).code()), properties(PacketType.UNSUBACK))
                : new Packet.UnsubAck(id(), List.of(), Properties.NONE);
    }

    private Packet.Auth auth() {
        Properties properties = properties(PacketType.AUTH);
        boolean method = properties.get(Property.AUTHENTICATION_METHOD) != null;
        return method
                ? new Packet.Auth(reason(PacketType.AUTH), properties)
                : new Packet.Auth(ReasonCode.SUCCESS, Properties.NONE);
    }

    private ReasonCode reason(int packetType) {
        return version == ProtocolVersion.MQTT_5 ? oneOf(List.copyOf(ReasonCodes.of(packetType))) : ReasonCode.SUCCESS;
    }

    private <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Some of the allowed properties, in any order; data of an authentication behind their method. */
    private Properties properties(int packetType) {
        Properties.Builder properties = Properties.builder();
        if (version != ProtocolVersion.MQTT_5) {
            return properties.build();
        }
        Set<Property> seen = EnumSet.noneOf(Property.class);
        for (int i = random.nextInt(16); i > 0; i--) {
            Property property = oneOf(List.of(Property.values()));
            if (allowed(property, packetType)
                    && (PropertyRules.repeatable(property, packetType) || !seen.contains(property))
                    && (property != Property.AUTHENTICATION_DATA || seen.contains(Property.AUTHENTICATION_METHOD))) {
                seen.add(property);
                add(property, properties);
            }
        }
        return properties.build();
    }

    private static boolean allowed(Property property, int packetType) {
        try {
            return PropertyRules.allowed(property.identifier(), packetType) == property;
        } catch (MalformedPacketException e) {
            return false; // that is the answer
        }
    }

    private void add(Property property, Properties.Builder properties) {
        switch (property.type()) {
            case BYTE -> properties.add(property, random.nextInt(2));
            case TWO_BYTE_INTEGER -> properties.add(property, id());
            case FOUR_BYTE_INTEGER -> properties.add(property, 1 + (random.nextInt() & 0xffff_fffeL));
            case VARIABLE_BYTE_INTEGER ->
                properties.add(property, 1 + (random.nextInt(Frames.MAX_VARIABLE_BYTE_INTEGER) >> random.nextInt(28)));
            case STRING -> properties.add(property, property == Property.RESPONSE_TOPIC ? topic() : text());
            case BINARY -> properties.add(property, bytes());
            case STRING_PAIR -> properties.user(text(), text());
        }
    }

    private int id() {
        return 1 + random.nextInt(0xffff);
    }

    private String topic() {
        return text() + "t";
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 200 : 12); i > 0; i--) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 300 : 12)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> List<T> list(Source<T> source) {
        List<T> list = new ArrayList<>();
        do {
            list.add(source.next());
        } while (random.nextInt(3) > 0);
        return List.copyOf(list);
    }

    private interface Source<T> {
        T next();
    }
}
