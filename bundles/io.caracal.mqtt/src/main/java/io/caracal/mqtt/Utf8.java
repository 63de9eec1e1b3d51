package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * What makes bytes a UTF-8 Encoded String (section 1.5.4): well-formed, no surrogates [MQTT-1.5.4-1], no U+0000 [MQTT-1.5.4-2].
 * Control characters and non-characters are legal, though senders should avoid them, and a byte order mark is a character like any
 * other [MQTT-1.5.4-3].
 */
final class Utf8 {
    /** The longest string that fits behind its two-byte length. */
    static final int MAX_BYTES = 0xffff;

    private Utf8() {}

    /** Throws unless the bytes are a UTF-8 Encoded String; {@code what} names the field in the message. */
    static void check(ByteBuf in, int start, int length, String what) throws MalformedPacketException {
        if (!wellFormed(in, start, length)) {
            throw new MalformedPacketException(
                    ReasonCode.MALFORMED_PACKET, what + " is not well-formed UTF-8 without U+0000");
        }
    }

    /** Eight bytes at a time as long as the text is ASCII; an empty string is well-formed. */
    static boolean wellFormed(ByteBuf in, int start, int length) {
        int position = start;
        int end = start + length;
        while (position + Long.BYTES <= end && Swar.plainAscii(in.getLong(position))) {
            position += Long.BYTES;
        }
        while (position < end) {
            int next = next(in, position, end);
            if (next < 0) {
                return false;
            }
            position = next;
        }
        return true;
    }

    /** Where the character behind the one at {@code position} begins, or -1 if that is not a legal one. */
    private static int next(ByteBuf in, int position, int end) {
        int first = in.getByte(position);
        if (first >= 0) {
            return first == 0 ? -1 : position + 1;
        }
        int lead = first & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return -1; // a continuation byte, an overlong form of ASCII, or beyond U+10FFFF
        }
        int bytes = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (end - position < bytes || !secondLegal(lead, in.getUnsignedByte(position + 1))) {
            return -1;
        }
        for (int i = 2; i < bytes; i++) {
            if ((in.getByte(position + i) & 0xc0) != 0x80) {
                return -1;
            }
        }
        return position + bytes;
    }

    /** The second byte decides on overlong forms, surrogates and what lies beyond U+10FFFF (Unicode, table 3-7). */
    private static boolean secondLegal(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second >= 0xa0 && second <= 0xbf;
            case 0xed -> second >= 0x80 && second <= 0x9f;
            case 0xf0 -> second >= 0x90 && second <= 0xbf;
            case 0xf4 -> second >= 0x80 && second <= 0x8f;
            default -> second >= 0x80 && second <= 0xbf;
        };
    }

    /** Whether a string can be sent as a UTF-8 Encoded String: no lone surrogate, no U+0000, at most 65,535 bytes. */
    static boolean encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return text.length() <= MAX_BYTES && ByteBufUtil.utf8Bytes(text) <= MAX_BYTES;
    }
}
