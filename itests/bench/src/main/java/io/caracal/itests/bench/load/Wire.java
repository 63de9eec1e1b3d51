package io.caracal.itests.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of MQTT the load needs, written straight into buffers. Versions are the protocol levels: 4 (3.1.1) and 5. */
final class Wire {
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBACK = 9;
    static final int DISCONNECT = 14;

    /** Time, publisher, sequence number. */
    static final int PAYLOAD = 16;
    /** Every topic has as many bytes: {@code load/RRRR/NNNNNN}. Two longs compare it. */
    static final int TOPIC = 16;

    /** The longest PUBLISH with such a topic and payload. */
    static final int PUBLISH_LENGTH = 2 + 2 + TOPIC + 2 + 1 + PAYLOAD;

    private static final int KEEP_ALIVE_SECONDS = 3600;
    private static final int SESSION_EXPIRY_SECONDS = 86_400;

    private Wire() {}

    /** The topic of a publisher in a run. */
    static String topic(int run, int number) {
        return "load/%04x/%06d".formatted(run & 0xFFFF, number);
    }

    /** @param kept whether there is a session that outlives the connection */
    static byte[] connect(int version, String clientId, @Nullable Credentials credentials, boolean kept) {
        byte[] id = clientId.getBytes(UTF_8);
        byte[] username =
                credentials == null ? new byte[0] : credentials.username().getBytes(UTF_8);
        byte[] password =
                credentials == null ? new byte[0] : credentials.password().getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(32 + id.length + username.length + password.length);
        out.put((byte) 0x10).put((byte) 0);
        text(out, "MQTT".getBytes(UTF_8));
        out.put((byte) version)
                .put((byte) ((credentials == null ? 0 : 0xC0) | (kept ? 0 : 0x02)))
                .putShort((short) KEEP_ALIVE_SECONDS);
        if (version == 5 && kept) {
            out.put((byte) 5).put((byte) 0x11).putInt(SESSION_EXPIRY_SECONDS);
        } else if (version == 5) {
            out.put((byte) 0);
        }
        text(out, id);
        if (credentials != null) {
            text(out, username);
            text(out, password);
        }
        return finish(out);
    }

    static byte[] subscribe(int version, List<String> filters, int qos) {
        ByteBuffer out = ByteBuffer.allocate(
                16 + filters.stream().mapToInt(f -> f.length() + 3).sum());
        out.put((byte) 0x82).put((byte) 0).putShort((short) 1);
        if (version == 5) {
            out.put((byte) 0);
        }
        for (String filter : filters) {
            text(out, filter.getBytes(UTF_8));
            out.put((byte) qos);
        }
        return finish(out);
    }

    /** One PUBLISH; at most {@link #PUBLISH_LENGTH} bytes. No payload (which clears a retained message) if sequence is negative. */
    static void publish(
            ByteBuffer out,
            int version,
            int flags,
            long topic1,
            long topic2,
            int packetId,
            long time,
            int publisher,
            int sequence) {
        boolean identified = (flags & 0x06) != 0;
        int length = 2 + TOPIC + (identified ? 2 : 0) + (version == 5 ? 1 : 0) + (sequence < 0 ? 0 : PAYLOAD);
        out.put((byte) (PUBLISH << 4 | flags))
                .put((byte) length)
                .putShort((short) TOPIC)
                .putLong(topic1)
                .putLong(topic2);
        if (identified) {
            out.putShort((short) packetId);
        }
        if (version == 5) {
            out.put((byte) 0);
        }
        if (sequence >= 0) {
            out.putLong(time).putInt(publisher).putInt(sequence);
        }
    }

    /** PUBACK, PUBREC, PUBREL or PUBCOMP without anything to say: four bytes in either version. */
    static void acknowledge(ByteBuffer out, int type, int packetId) {
        out.putInt(type << 28 | (type == PUBREL ? 0x0202_0000 : 0x0002_0000) | packetId);
    }

    /** Where the number at a position ends; its value is {@link #varInt}. */
    static int skipVarInt(ByteBuffer in, int at) {
        int end = at;
        while (in.get(end) < 0) {
            end++;
        }
        return end + 1;
    }

    static int varInt(ByteBuffer in, int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int b = in.get(at + i);
            value |= (b & 0x7F) << 7 * i;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than four bytes [MQTT-1.5.5-1]");
    }

    /** The Receive Maximum in the properties of a CONNACK [MQTT 5.0, 3.2.2.3.3]; 65,535 if there is none. */
    static int receiveMaximum(ByteBuffer in, int start) {
        int at = skipVarInt(in, start);
        int end = at + varInt(in, start);
        while (at < end) {
            int property = in.get(at++);
            switch (property) {
                case 0x21 -> {
                    return in.getShort(at) & 0xFFFF;
                }
                case 0x24, 0x25, 0x28, 0x29, 0x2A -> at += 1;
                case 0x13, 0x22 -> at += 2;
                case 0x11, 0x27 -> at += 4;
                case 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> at += 2 + (in.getShort(at) & 0xFFFF);
                case 0x26 -> {
                    at += 2 + (in.getShort(at) & 0xFFFF);
                    at += 2 + (in.getShort(at) & 0xFFFF);
                }
                default ->
                    throw new IllegalArgumentException(
                            "property 0x%02X does not belong into a CONNACK".formatted(property));
            }
        }
        return 0xFFFF;
    }

    private static void text(ByteBuffer out, byte[] text) {
        out.putShort((short) text.length).put(text);
    }

    /** Puts the remaining length in, which takes one or two bytes here. */
    private static byte[] finish(ByteBuffer out) {
        int length = out.position() - 2;
        int extra = length < 128 ? 0 : 1;
        byte[] packet = new byte[out.position() + extra];
        packet[0] = out.get(0);
        packet[1] = (byte) (extra == 0 ? length : length & 0x7F | 0x80);
        if (extra == 1) {
            packet[2] = (byte) (length >> 7);
        }
        out.get(2, packet, 2 + extra, length);
        return packet;
    }
}
