package io.caracal.itests.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes apart what the broker sends, as strictly as the standard asks of a client. */
final class PacketParser {

    private static final Set<Integer> BYTES = Set.of(0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A);
    private static final Set<Integer> SHORTS = Set.of(0x13, 0x21, 0x22, 0x23);
    private static final Set<Integer> INTS = Set.of(0x02, 0x11, 0x18, 0x27);
    private static final Set<Integer> TEXTS = Set.of(0x03, 0x08, 0x12, 0x15, 0x1A, 0x1C, 0x1F);
    private static final Set<Integer> BINARIES = Set.of(0x09, 0x16);
    private static final Set<Integer> REPEATABLE = Set.of(Props.USER_PROPERTY, Props.SUBSCRIPTION_IDENTIFIER);

    /** Which properties a server may send in which packet (5.0, table 2-4). */
    private static final Map<Integer, Set<Integer>> ALLOWED = Map.of(
            Packet.CONNACK,
            Set.of(
                    0x11, 0x12, 0x13, 0x15, 0x16, 0x1A, 0x1C, 0x1F, 0x21, 0x22, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29,
                    0x2A),
            Packet.PUBLISH,
            Set.of(0x01, 0x02, 0x03, 0x08, 0x09, 0x0B, 0x23, 0x26),
            Packet.PUBACK,
            Set.of(0x1F, 0x26),
            Packet.PUBREC,
            Set.of(0x1F, 0x26),
            Packet.PUBREL,
            Set.of(0x1F, 0x26),
            Packet.PUBCOMP,
            Set.of(0x1F, 0x26),
            Packet.SUBACK,
            Set.of(0x1F, 0x26),
            Packet.UNSUBACK,
            Set.of(0x1F, 0x26),
            // no session expiry interval from a server [MQTT-3.14.2-2]
            Packet.DISCONNECT,
            Set.of(0x1C, 0x1F, 0x26),
            Packet.AUTH,
            Set.of(0x15, 0x16, 0x1F, 0x26));

    private final Version version;
    private final int type;
    private final int flags;
    private final ByteBuffer in;
    private int acknowledgeFlags;
    private int id;
    private List<Integer> reasons = List.of();
    private String topic = "";
    private List<Packet.Property> properties = List.of();

    private PacketParser(Version version, int first, byte[] body) {
        this.version = version;
        this.type = first >> 4;
        this.flags = first & 0x0F;
        this.in = ByteBuffer.wrap(body);
    }

    /**
     * @param first the first byte of the packet
     * @param header bytes of the fixed header
     * @param body what follows the fixed header
     * @throws AssertionError if the packet breaks the standard
     */
    static Packet parse(Version version, int first, int header, byte[] body) {
        return new PacketParser(version, first, body).parse(header + body.length);
    }

    private Packet parse(int size) {
        int expectedFlags = type == Packet.PUBREL ? 2 : 0;
        require(type == Packet.PUBLISH || flags == expectedFlags, "reserved flags are %d".formatted(flags));
        switch (type) {
            case Packet.CONNACK -> connack();
            case Packet.PUBLISH -> publish();
            case Packet.PUBACK, Packet.PUBREC, Packet.PUBREL, Packet.PUBCOMP -> ack();
            case Packet.SUBACK -> {
                id = u16();
                properties();
                reasons = rest();
            }
            case Packet.UNSUBACK -> {
                id = u16();
                properties();
                reasons = rest();
                require(version.hasProperties() || reasons.isEmpty(), "a payload in UNSUBACK");
            }
            case Packet.PINGRESP -> require(!in.hasRemaining(), "a body in PINGRESP");
            case Packet.DISCONNECT, Packet.AUTH -> reasonAndProperties();
            default -> throw new AssertionError("a server does not send packets of type " + type);
        }
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        require(type == Packet.PUBLISH || payload.length == 0, "%d surplus bytes".formatted(payload.length));
        return new Packet(type, flags, size, acknowledgeFlags, id, reasons, topic, payload, properties);
    }

    private void connack() {
        acknowledgeFlags = u8();
        require(acknowledgeFlags <= 1, "acknowledge flags are %d".formatted(acknowledgeFlags));
        reasons = List.of(u8());
        require(acknowledgeFlags == 0 || reasons.getFirst() == 0, "session present in a CONNACK that refuses");
        properties();
    }

    private void publish() {
        int qos = flags >> 1 & 3;
        require(qos < 3, "QoS 3");
        require(qos > 0 || (flags & 8) == 0, "DUP with QoS 0");
        topic = text();
        if (qos > 0) {
            id = u16();
            require(id != 0, "packet identifier 0");
        }
        properties();
    }

    private void ack() {
        id = u16();
        require(version.hasProperties() || !in.hasRemaining(), "more than a packet identifier");
        reasonAndProperties();
    }

    private void reasonAndProperties() {
        require(
                version.hasProperties() || type < Packet.DISCONNECT,
                "a packet that this version's servers do not send");
        reasons = List.of(in.hasRemaining() ? u8() : 0);
        if (in.hasRemaining()) {
            properties();
        }
    }

    private void properties() {
        if (!version.hasProperties()) {
            return;
        }
        int end = varint();
        end += in.position();
        var found = new ArrayList<Packet.Property>();
        while (in.position() < end) {
            int property = varint();
            require(ALLOWED.getOrDefault(type, Set.of()).contains(property), "property 0x%x".formatted(property));
            require(
                    REPEATABLE.contains(property) || found.stream().noneMatch(other -> other.id() == property),
                    "property 0x%x twice".formatted(property));
            found.add(new Packet.Property(property, value(property)));
        }
        require(in.position() == end, "properties longer than their length");
        properties = List.copyOf(found);
    }

    private Object value(int property) {
        if (BYTES.contains(property)) {
            return u8();
        }
        if (SHORTS.contains(property)) {
            return u16();
        }
        if (INTS.contains(property)) {
            return in.getInt() & 0xFFFF_FFFFL;
        }
        if (TEXTS.contains(property)) {
            return text();
        }
        if (BINARIES.contains(property)) {
            return binary();
        }
        if (property == Props.USER_PROPERTY) {
            return new Packet.UserProperty(text(), text());
        }
        return varint();
    }

    private List<Integer> rest() {
        var codes = new ArrayList<Integer>();
        while (in.hasRemaining()) {
            codes.add(u8());
        }
        return List.copyOf(codes);
    }

    private int u8() {
        require(in.hasRemaining(), "too short");
        return in.get() & 0xFF;
    }

    private int u16() {
        return u8() << 8 | u8();
    }

    /** A variable byte integer in its shortest form [MQTT-1.5.5-1]. */
    private int varint() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                require(next != 0 || shift == 0, "a variable byte integer longer than needed");
                return value;
            }
            require(shift < 21, "a variable byte integer of more than four bytes");
        }
    }

    private byte[] binary() {
        byte[] value = new byte[u16()];
        require(value.length <= in.remaining(), "too short");
        in.get(value);
        return value;
    }

    /** A string, which has to be well-formed and without U+0000 [MQTT-1.5.4-1] [MQTT-1.5.4-2]. */
    private String text() {
        byte[] value = binary();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            require(text.indexOf('\0') < 0, "U+0000 in a string");
            return text;
        } catch (CharacterCodingException e) {
            throw new AssertionError("the broker sent a string that is not UTF-8", e);
        }
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(
                    "the broker sent a packet of type %d that breaks the standard: %s".formatted(type, what));
        }
    }
}
