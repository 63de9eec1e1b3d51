package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads CONNECT (section 3.1), the only packet that says itself which version it is of. */
final class ConnectDecoder {
    private static final int RESERVED = 0x01;
    static final int CLEAN_START = 0x02;
    static final int WILL = 0x04;
    private static final int WILL_QOS = 0x18;
    static final int WILL_QOS_SHIFT = 3;
    static final int WILL_RETAIN = 0x20;
    static final int PASSWORD = 0x40;
    static final int USER_NAME = 0x80;

    private ConnectDecoder() {}

    static Packet.Connect decode(FrameReader in, int fixedHeaderFlags) throws MalformedPacketException {
        ProtocolVersion version = version(in);
        PacketDecoder.checkFlags(fixedHeaderFlags, 0, version);
        int flags = in.u8();
        checkFlags(flags, version);
        int keepAlive = in.u16();
        Properties properties = PropertyDecoder.decode(in, PacketType.CONNECT, version);
        // Client Identifier, Will Properties, Will Topic, Will Payload, User Name, Password [MQTT-3.1.3-1]
        String clientId = in.string("the client identifier"); // [MQTT-3.1.3-3, MQTT-3.1.3-4]
        Packet.Will will = (flags & WILL) == 0 ? null : will(in, flags, version);
        String username = present(flags, USER_NAME, in, version) ? in.string("the user name") : null;
        byte[] password = present(flags, PASSWORD, in, version) ? in.binary() : null;
        boolean cleanStart = (flags & CLEAN_START) != 0;
        return new Packet.Connect(version, cleanStart, keepAlive, clientId, username, password, will, properties);
    }

    /** The version that a CONNECT packet asks for, or null if that is none that Caracal speaks. */
    static @Nullable ProtocolVersion peekVersion(ByteBuf in, int start, int end) {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            String name = version.protocolName();
            int levelAt = start + 2 + name.length();
            if (levelAt < end
                    && in.getUnsignedShort(start) == name.length()
                    && in.getUnsignedByte(levelAt) == version.level()
                    && in.toString(start + 2, name.length(), StandardCharsets.US_ASCII)
                            .equals(name)) {
                return version;
            }
        }
        return null;
    }

    /** Protocol Name [MQTT-3.1.2-1] and Protocol Version [MQTT-3.1.2-2]. */
    private static ProtocolVersion version(FrameReader in) throws MalformedPacketException {
        String name = in.string("the protocol name");
        int level = in.u8();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            if (version.level() == level && version.protocolName().equals(name)) {
                return version;
            }
        }
        throw new MalformedPacketException(
                ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
                "protocol level " + level + " with a protocol name of " + name.length() + " characters is not spoken"
                        + " here; MQTT 3.1, 3.1.1 and 5.0 are");
    }

    /** The Connect Flags. MQTT 3.1 does not use the reserved flag, nor those about a will if there is none. */
    private static void checkFlags(int flags, ProtocolVersion version) throws MalformedPacketException {
        if (version != ProtocolVersion.MQTT_3_1) {
            require((flags & RESERVED) == 0, "the reserved connect flag is set"); // [MQTT-3.1.2-3]
            if ((flags & WILL) == 0) { // [MQTT-3.1.2-11, MQTT-3.1.2-13], in 3.1.1 [MQTT-3.1.2-11, -13, -15]
                require((flags & (WILL_QOS | WILL_RETAIN)) == 0, "a will QoS or will retain flag without a will");
            }
        }
        if ((flags & WILL) != 0) { // [MQTT-3.1.2-12], in 3.1.1 [MQTT-3.1.2-14]
            require((flags & WILL_QOS) != WILL_QOS, "the will QoS is 3");
        }
        if (version != ProtocolVersion.MQTT_5) { // 3.1.1 [MQTT-3.1.2-22]
            require((flags & (USER_NAME | PASSWORD)) != PASSWORD, "a password without a user name");
        }
    }

    private static Packet.Will will(FrameReader in, int flags, ProtocolVersion version)
            throws MalformedPacketException {
        Properties properties = PropertyDecoder.decode(in, PropertyRules.WILL, version);
        String topic = in.topicName(); // [MQTT-3.1.3-11]
        byte[] payload = in.binary();
        return new Packet.Will(
                topic, payload, (flags & WILL_QOS) >>> WILL_QOS_SHIFT, (flags & WILL_RETAIN) != 0, properties);
    }

    /**
     * Whether user name or password follow. In MQTT 3.1 the Remaining Length takes precedence over these flags: the field may be
     * missing though its flag is set (MQTT 3.1, section 3.1).
     */
    private static boolean present(int flags, int flag, FrameReader in, ProtocolVersion version) {
        return (flags & flag) != 0 && !(version == ProtocolVersion.MQTT_3_1 && in.atEnd());
    }

    private static void require(boolean legal, String otherwise) throws MalformedPacketException {
        if (!legal) {
            throw new MalformedPacketException(ReasonCode.MALFORMED_PACKET, otherwise);
        }
    }
}
