package io.caracal.itests.crash.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A packet from the broker.
 *
 * @param first its first byte
 * @param body everything behind the remaining length
 */
record Packet(int first, byte[] body) {
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBACK = 9;
    static final int UNSUBACK = 11;
    static final int DISCONNECT = 14;

    static Packet read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int digit;
        int shift = 0;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit >= 0x80);
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first, body);
    }

    int type() {
        return first >> 4;
    }

    int qos() {
        return first >> 1 & 3;
    }

    boolean retained() {
        return (first & 1) != 0;
    }

    int shortAt(int position) {
        return (body[position] & 0xFF) << 8 | body[position + 1] & 0xFF;
    }

    /** The reason code of an acknowledgement; 0 where it is left out. */
    int reason() {
        return body.length > 2 ? body[2] & 0xFF : 0;
    }

    int lastByte() {
        return body[body.length - 1] & 0xFF;
    }

    /** Of a PUBLISH. */
    String topic() {
        return new String(body, 2, shortAt(0), StandardCharsets.UTF_8);
    }

    /** Of a PUBLISH with QoS. */
    int packetId() {
        return shortAt(2 + shortAt(0));
    }

    /** Of a PUBLISH. */
    byte[] payload(int version) {
        int start = 2 + shortAt(0) + (qos() > 0 ? 2 : 0);
        if (version == 5) {
            int length = 0;
            int shift = 0;
            do {
                length |= (body[start] & 0x7F) << shift;
                shift += 7;
            } while (body[start++] < 0);
            start += length;
        }
        return Arrays.copyOfRange(body, start, body.length);
    }
}
