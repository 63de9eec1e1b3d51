package io.caracal.itests.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes put together piece by piece, in the data types of the standard's section 1.5. */
final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] ofHex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A whole packet: first byte, remaining length, body. */
    static byte[] packet(int first, Bytes body) {
        byte[] content = body.toArray();
        return new Bytes().u8(first).varint(content.length).raw(content).toArray();
    }

    Bytes u8(int value) {
        out.write(value);
        return this;
    }

    Bytes u16(int value) {
        return u8(value >> 8).u8(value);
    }

    Bytes u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    Bytes varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            u8((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return u8(rest);
    }

    /** A UTF-8 string with its length. */
    Bytes text(String value) {
        return binary(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Binary data with its length; also a string that is not well-formed. */
    Bytes binary(byte[] value) {
        return u16(value.length).raw(value);
    }

    Bytes raw(byte... value) {
        out.writeBytes(value);
        return this;
    }

    byte[] toArray() {
        return out.toByteArray();
    }
}
