package io.caracal.transport.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The few forms of ASN.1's distinguished encoding (X.690) that keys and questions about certificates take. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;

    private Der() {}

    /** A value of a type, made of parts that are encoded already, or of its bytes. */
    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        writeLength(value, content.size());
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream to, int length) {
        if (length < LONG_FORM) {
            to.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        to.write(LONG_FORM | bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            to.write(length >> 8 * i);
        }
    }

    /**
     * Enters a value: what is left of the buffer is its content.
     *
     * @throws IllegalArgumentException if it is cut off
     */
    static ByteBuffer content(ByteBuffer value) {
        value.get();
        int length = value.get() & 0xff;
        if (length >= LONG_FORM) {
            int bytes = length & ~LONG_FORM;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | value.get() & 0xff;
            }
        }
        ByteBuffer content = value.slice().limit(length);
        value.position(value.position() + length);
        return content;
    }

    /** The next value, whole. */
    static byte[] next(ByteBuffer values) {
        int start = values.position();
        ByteBuffer unused = content(values);
        byte[] whole = new byte[values.position() - start];
        values.get(start, whole);
        return whole;
    }
}
