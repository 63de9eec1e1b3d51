package io.caracal.config.settings;

import io.caracal.api.config.Bytes;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as text: a number of bytes, or with a unit, {@code 64KB}, {@code 1MB}; units are powers of 1024, case does not matter. */
public final class Sizes {
    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)\\s*(?:([KMGT])(?:I?B)?|B|BYTES?)?");
    private static final String PREFIXES = "KMGT";

    private Sizes() {}

    /** The size, or empty if the text is none, it is no whole number of bytes or it does not fit into a long. */
    static Optional<Bytes> parse(String given) {
        Matcher matcher = TEXT.matcher(given.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = matcher.group(2) == null ? 0 : PREFIXES.indexOf(matcher.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        boolean whole = bytes.stripTrailingZeros().scale() <= 0;
        return whole && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                ? Optional.of(new Bytes(bytes.longValueExact()))
                : Optional.empty();
    }

    /** Bytes in the largest unit that loses nothing, {@code 1MB}. */
    public static String format(long bytes) {
        int power = 0;
        long amount = bytes;
        while (amount != 0 && amount % 1024 == 0 && power < PREFIXES.length()) {
            amount /= 1024;
            power++;
        }
        return power == 0 ? amount + "B" : amount + "" + PREFIXES.charAt(power - 1) + "B";
    }
}
