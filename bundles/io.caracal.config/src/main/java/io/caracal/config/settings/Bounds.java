package io.caracal.config.settings;

import java.math.BigDecimal;

/** The least and the greatest value, both inclusive. */
public record Bounds(long min, long max) {
    /** No bounds. */
    public static final Bounds NONE = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean contain(BigDecimal value) {
        boolean enough = min == Long.MIN_VALUE || value.compareTo(BigDecimal.valueOf(min)) >= 0;
        return enough && (max == Long.MAX_VALUE || value.compareTo(BigDecimal.valueOf(max)) <= 0);
    }

    boolean contain(long value) {
        return value >= min && value <= max;
    }

    Bounds within(long least, long greatest) {
        return new Bounds(min < least ? least : min, max > greatest ? greatest : max);
    }
}
