package io.caracal.core.limits;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So much in so long.
 *
 * @param amount messages, connections or bytes, above 0
 * @param periodNanos above 0
 */
record Rate(long amount, long periodNanos) {
    /** The word that stands for no limit. */
    static final String INFINITY = "infinity";

    /** No more than the rate. */
    static final String NO_BURST = "0";

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,12})(b|kb|mb|gb)?/(\\d{0,6})(ms|s|m|h|d)", Pattern.CASE_INSENSITIVE);

    /** What is counted. */
    enum Unit {
        PIECES("1000/s, 100/10s"),
        BYTES("100KB/s, 1MB/10s");

        private final String examples;

        Unit(String examples) {
            this.examples = examples;
        }
    }

    /**
     * Reads a rate as EMQX users write it.
     *
     * @param key where it stands, for the message
     * @return empty for {@code infinity}
     * @throws IllegalArgumentException saying what was given and what is expected
     */
    static Optional<Rate> parse(String key, String text, Unit unit) {
        if (text.strip().equalsIgnoreCase(INFINITY)) {
            return Optional.empty();
        }
        Matcher parts = TEXT.matcher(text.replace(" ", ""));
        if (!parts.matches() || unit == Unit.PIECES && parts.group(2) != null) {
            throw unusable(key, text, unit);
        }
        long amount = Long.parseLong(parts.group(1)) * factor(parts.group(2));
        long count = parts.group(3).isEmpty() ? 1 : Long.parseLong(parts.group(3));
        if (amount == 0 || count == 0) {
            throw unusable(key, text, unit);
        }
        return Optional.of(new Rate(amount, count * nanos(parts.group(4))));
    }

    /** As {@link #parse}, for what may come beyond a rate; 0 says that nothing may. */
    static Optional<Rate> parseBurst(String key, String text, Unit unit) {
        if (text.strip().equals(NO_BURST)) {
            return Optional.empty();
        }
        Optional<Rate> burst = parse(key, text, unit);
        if (burst.isEmpty()) {
            throw new IllegalArgumentException(key + ": \"" + text + "\" is no burst; expected one such as "
                    + unit.examples + ", or 0 for none. For no limit leave the rate at infinity");
        }
        return burst;
    }

    private static IllegalArgumentException unusable(String key, String text, Unit unit) {
        return new IllegalArgumentException(key + ": \"" + text + "\" is no rate; expected one above 0 such as "
                + unit.examples + " (units of time: ms, s, m, h, d), or infinity for no limit");
    }

    @SuppressWarnings("NullAway") // a group that did not match
    private static long factor(String unit) {
        return switch (unit == null ? "b" : unit.toLowerCase(Locale.ROOT)) {
            case "kb" -> 1L << 10;
            case "mb" -> 1L << 20;
            case "gb" -> 1L << 30;
            default -> 1;
        };
    }

    private static long nanos(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
    }
}
