package io.caracal.api.config;

/**
 * A size in bytes. In the file: a number, or a number with a unit, {@code 1MB}, {@code 64KB}, {@code 10MiB}. As EMQX users know
 * it, KB, MB and GB are powers of 1024 here.
 *
 * @param value how many bytes, zero or more
 */
public record Bytes(long value) {
    public Bytes {
        if (value < 0) {
            throw new IllegalArgumentException("a size is zero bytes or more, not " + value);
        }
    }

    /** The size as an int, at most {@link Integer#MAX_VALUE}. */
    public int intValue() {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
