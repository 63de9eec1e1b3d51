package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Writes what consists of a reason code and properties: the acknowledgements of PUBLISH (sections 3.4 to 3.7), DISCONNECT
 * (section 3.14) and AUTH (section 3.15), in the shortest form that the standard allows.
 */
final class AckEncoder {
    private AckEncoder() {}

    static int ackLength(ReasonCode reason, Properties properties, ProtocolVersion version) {
        return 2 + reasonLength(reason, properties, version);
    }

    static void writeAck(int packetId, ReasonCode reason, Properties properties, ProtocolVersion version, ByteBuf out) {
        out.writeShort(packetId);
        writeReason(reason, properties, version, out);
    }

    /** Nothing for Success without properties and in MQTT 3.x; no Property Length if there are no properties (3.4.2.2.1). */
    static int reasonLength(ReasonCode reason, Properties properties, ProtocolVersion version) {
        if (version != ProtocolVersion.MQTT_5 || (reason == ReasonCode.SUCCESS && properties.isEmpty())) {
            return 0;
        }
        return properties.isEmpty() ? 1 : 1 + PropertyEncoder.length(properties, version);
    }

    static void writeReason(ReasonCode reason, Properties properties, ProtocolVersion version, ByteBuf out) {
        int length = reasonLength(reason, properties, version);
        if (length > 0) {
            out.writeByte(reason.code());
        }
        if (length > 1) {
            PropertyEncoder.write(properties, version, out);
        }
    }

    /** Unlike the others, AUTH has a Property Length as soon as it has a reason code (3.15.2.1). */
    static int length(Packet.Auth auth, ProtocolVersion version) {
        if (version != ProtocolVersion.MQTT_5) {
            throw new IllegalArgumentException("there is no AUTH packet in " + version + ", only in MQTT 5.0");
        }
        boolean nothing =
                auth.reason() == ReasonCode.SUCCESS && auth.properties().isEmpty();
        return nothing ? 0 : 1 + PropertyEncoder.length(auth.properties(), version);
    }

    static void write(Packet.Auth auth, ProtocolVersion version, ByteBuf out) {
        if (length(auth, version) > 0) {
            out.writeByte(auth.reason().code());
            PropertyEncoder.write(auth.properties(), version, out);
        }
    }
}
