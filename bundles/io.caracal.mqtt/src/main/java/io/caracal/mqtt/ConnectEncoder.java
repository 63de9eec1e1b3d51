package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes CONNECT (section 3.1) and CONNACK (section 3.2). */
final class ConnectEncoder {
    private ConnectEncoder() {}

    static int length(Packet.Connect connect) {
        ProtocolVersion version = connect.version();
        int length = 2 + version.protocolName().length() + 1 + 1 + 2;
        length += PropertyEncoder.length(connect.properties(), version);
        length += PropertyEncoder.stringLength(connect.clientId());
        Packet.Will will = connect.will();
        if (will != null) {
            length += PropertyEncoder.length(will.properties(), version);
            length += PropertyEncoder.stringLength(will.topic()) + 2 + will.payload().length;
        }
        String username = connect.username();
        byte[] password = connect.password();
        return length
                + (username == null ? 0 : PropertyEncoder.stringLength(username))
                + (password == null ? 0 : 2 + password.length);
    }

    static void write(Packet.Connect connect, ByteBuf out) {
        ProtocolVersion version = connect.version();
        PropertyEncoder.writeString(version.protocolName(), out);
        out.writeByte(version.level());
        out.writeByte(flags(connect));
        out.writeShort(connect.keepAlive());
        PropertyEncoder.write(connect.properties(), version, out);
        PropertyEncoder.writeString(connect.clientId(), out);
        Packet.Will will = connect.will();
        if (will != null) {
            PropertyEncoder.write(will.properties(), version, out);
            PropertyEncoder.writeString(will.topic(), out);
            PropertyEncoder.writeBinary(will.payload(), out);
        }
        String username = connect.username();
        if (username != null) {
            PropertyEncoder.writeString(username, out);
        }
        byte[] password = connect.password();
        if (password != null) {
            PropertyEncoder.writeBinary(password, out);
        }
    }

    static int length(Packet.ConnAck connAck, ProtocolVersion version) {
        return 2 + PropertyEncoder.length(connAck.properties(), version);
    }

    static void write(Packet.ConnAck connAck, ProtocolVersion version, ByteBuf out) {
        // MQTT 3.1 has no such flag
        out.writeBoolean(connAck.sessionPresent() && version != ProtocolVersion.MQTT_3_1);
        out.writeByte(connAck.returnCode());
        PropertyEncoder.write(connAck.properties(), version, out);
    }

    private static int flags(Packet.Connect connect) {
        return flag(connect.cleanStart(), ConnectDecoder.CLEAN_START)
                | willFlags(connect.will())
                | flag(connect.password() != null, ConnectDecoder.PASSWORD)
                | flag(connect.username() != null, ConnectDecoder.USER_NAME);
    }

    private static int willFlags(Packet.@Nullable Will will) {
        return will == null
                ? 0
                : ConnectDecoder.WILL
                        | (will.qos() << ConnectDecoder.WILL_QOS_SHIFT)
                        | flag(will.retain(), ConnectDecoder.WILL_RETAIN);
    }

    private static int flag(boolean set, int flag) {
        return set ? flag : 0;
    }
}
