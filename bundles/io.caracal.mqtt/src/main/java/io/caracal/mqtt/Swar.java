package io.caracal.mqtt;

/** Looks at eight bytes in one word, so that the usual ASCII text is checked at a fraction of the cost of a loop over its bytes. */
final class Swar {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
    private static final long PLUS = '+' * ONES;
    private static final long HASH = '#' * ONES;

    private Swar() {}

    /** All eight bytes are ASCII and none is zero. */
    static boolean plainAscii(long word) {
        // With every high bit clear, adding 0x7f carries into the high bit of a byte exactly if the byte is not zero.
        return (word & HIGH) == 0 && ((word + LOW) & HIGH) == HIGH;
    }

    /** All eight bytes are ASCII and none is zero, {@code +} or {@code #}. */
    static boolean plainTopic(long word) {
        return (word & HIGH) == 0 && ((word + LOW) & ((word ^ PLUS) + LOW) & ((word ^ HASH) + LOW) & HIGH) == HIGH;
    }

    /** How many of the eight bytes are {@code c}; {@code c} is ASCII. */
    static int count(long word, char c) {
        long difference = word ^ (c * ONES);
        long different = (((difference & LOW) + LOW) | difference) & HIGH;
        return Long.BYTES - Long.bitCount(different);
    }
}
