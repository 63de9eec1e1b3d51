package io.caracal.itests.crash.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Packets to the broker. Versions are the protocol levels: 4 (3.1.1) and 5. */
final class Packets {
    static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    private static final int EXPIRY_SECONDS = 86_400;
    private static final int CLEAN = 0x02;
    private static final int WILL = 0x04;

    private Packets() {}

    /** CONNECT without keep alive; its session is kept for a day, or for as long as the broker keeps those of MQTT 3.1.1. */
    static byte[] connect(int version, String clientId, boolean clean, WireClient.Will will) {
        return packet(0x10, out -> {
            text(out, "MQTT");
            out.write(version);
            boolean hasWill = !will.topic().isEmpty();
            out.write((clean ? CLEAN : 0) | (hasWill ? WILL | will.qos() << 3 : 0));
            out.writeShort(0);
            if (version == 5) {
                out.write(5);
                out.write(0x11);
                out.writeInt(EXPIRY_SECONDS);
            }
            text(out, clientId);
            if (hasWill) {
                noProperties(version, out);
                text(out, will.topic());
                out.writeShort(will.payload().length);
                out.write(will.payload());
            }
        });
    }

    static byte[] publish(int version, String topic, byte[] payload, int qos, boolean retain, int packetId) {
        return packet(0x30 | qos << 1 | (retain ? 1 : 0), out -> {
            text(out, topic);
            if (qos > 0) {
                out.writeShort(packetId);
            }
            noProperties(version, out);
            out.write(payload);
        });
    }

    static byte[] subscribe(int version, int packetId, String filter, int qos) {
        return packet(0x82, out -> {
            out.writeShort(packetId);
            noProperties(version, out);
            text(out, filter);
            out.write(qos);
        });
    }

    static byte[] unsubscribe(int version, int packetId, String filter) {
        return packet(0xA2, out -> {
            out.writeShort(packetId);
            noProperties(version, out);
            text(out, filter);
        });
    }

    /** PUBACK, PUBREC, PUBREL or PUBCOMP that says nothing else. */
    static byte[] acknowledge(int type, int packetId) {
        return packet(type << 4 | (type == Packet.PUBREL ? 2 : 0), out -> out.writeShort(packetId));
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] packet(int first, Content content) {
        try {
            var body = new ByteArrayOutputStream();
            content.write(new DataOutputStream(body));
            var packet = new ByteArrayOutputStream();
            packet.write(first);
            variable(packet, body.size());
            body.writeTo(packet);
            return packet.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static void variable(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>= 7;
        }
        out.write(rest);
    }

    private static void noProperties(int version, DataOutputStream out) throws IOException {
        if (version == 5) {
            out.write(0);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }
}
