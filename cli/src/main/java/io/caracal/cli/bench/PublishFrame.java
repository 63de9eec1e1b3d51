package io.caracal.cli.bench;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.ProtocolVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** A PUBLISH that is encoded once; each message is a copy with its own packet identifier and {@link Stamp}. */
final class PublishFrame {
    private final byte[] bytes;
    private final int payloadAt;
    private final int idAt;
    private final boolean stamped;

    /** @param size bytes of the payload; with fewer than {@link Stamp#LENGTH} there is no stamp */
    PublishFrame(ProtocolVersion version, String topic, int qos, boolean retain, int size) {
        ByteBuf encoded = Unpooled.buffer();
        Packet.Publish publish =
                new Packet.Publish(topic, new byte[size], qos, retain, false, qos == 0 ? 0 : 1, Properties.NONE);
        PacketEncoder.encode(publish, version, encoded);
        bytes = ByteBufUtil.getBytes(encoded);
        payloadAt = bytes.length - size;
        int properties = version == ProtocolVersion.MQTT_5 ? 1 : 0;
        idAt = qos == 0 ? -1 : payloadAt - properties - 2;
        stamped = size >= Stamp.LENGTH;
    }

    int length() {
        return bytes.length;
    }

    void append(ByteBuf out, int packetId, long time, int origin, int sequence) {
        int at = out.writerIndex();
        out.writeBytes(bytes);
        if (idAt > 0) {
            out.setShort(at + idAt, packetId);
        }
        if (stamped) {
            Stamp.write(out, at + payloadAt, time, origin, sequence);
        }
    }
}
