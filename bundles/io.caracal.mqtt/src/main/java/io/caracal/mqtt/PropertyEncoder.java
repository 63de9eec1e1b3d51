package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes Properties (section 2.2.2), Property Length included; for MQTT 3.x nothing at all. */
final class PropertyEncoder {
    private PropertyEncoder() {}

    /** Bytes of Property Length and properties. */
    static int length(Properties properties, ProtocolVersion version) {
        if (version != ProtocolVersion.MQTT_5) {
            return 0;
        }
        int content = contentLength(properties);
        return Frames.variableByteIntegerSize(content) + content;
    }

    static void write(Properties properties, ProtocolVersion version, ByteBuf out) {
        if (version == ProtocolVersion.MQTT_5) {
            Frames.writeVariableByteInteger(out, contentLength(properties)); // zero if there are none [MQTT-2.2.2-1]
            for (Properties.Entry entry : properties.entries()) {
                write(entry, out);
            }
        }
    }

    /** Writes one property: its identifier and its value. */
    static void write(Properties.Entry entry, ByteBuf out) {
        out.writeByte(entry.property().identifier());
        writeValue(entry, out);
    }

    private static int contentLength(Properties properties) {
        int length = 0;
        for (Properties.Entry entry : properties.entries()) {
            length += 1 + valueLength(entry);
        }
        return length;
    }

    private static int valueLength(Properties.Entry entry) {
        return switch (entry.property().type()) {
            case BYTE -> 1;
            case TWO_BYTE_INTEGER -> 2;
            case FOUR_BYTE_INTEGER -> 4;
            case VARIABLE_BYTE_INTEGER -> Frames.variableByteIntegerSize(Math.toIntExact(number(entry)));
            case STRING -> stringLength((String) entry.value());
            case BINARY -> 2 + ((byte[]) entry.value()).length;
            case STRING_PAIR -> {
                Properties.Pair pair = (Properties.Pair) entry.value();
                yield stringLength(pair.name()) + stringLength(pair.value());
            }
        };
    }

    private static void writeValue(Properties.Entry entry, ByteBuf out) {
        switch (entry.property().type()) {
            case BYTE -> out.writeByte((int) number(entry));
            case TWO_BYTE_INTEGER -> out.writeShort((int) number(entry));
            case FOUR_BYTE_INTEGER -> out.writeInt((int) number(entry));
            case VARIABLE_BYTE_INTEGER -> Frames.writeVariableByteInteger(out, (int) number(entry));
            case STRING -> writeString((String) entry.value(), out);
            case BINARY -> writeBinary((byte[]) entry.value(), out);
            case STRING_PAIR -> {
                Properties.Pair pair = (Properties.Pair) entry.value();
                writeString(pair.name(), out);
                writeString(pair.value(), out);
            }
        }
    }

    /** Bytes of a string with its length in front. */
    static int stringLength(String text) {
        return 2 + ByteBufUtil.utf8Bytes(text);
    }

    static void writeString(String text, ByteBuf out) {
        int bytes = ByteBufUtil.utf8Bytes(text);
        out.writeShort(fitting(bytes));
        ByteBufUtil.reserveAndWriteUtf8(out, text, bytes);
    }

    static void writeBinary(byte[] data, ByteBuf out) {
        out.writeShort(fitting(data.length));
        out.writeBytes(data);
    }

    private static int fitting(int bytes) {
        if (bytes > Utf8.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a field of " + bytes + " bytes does not fit behind a two-byte length (at most 65535)");
        }
        return bytes;
    }

    private static long number(Properties.Entry entry) {
        return (Long) entry.value();
    }
}
