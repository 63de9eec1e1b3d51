package io.caracal.config.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: {@code 500ms}, {@code 15s}, {@code 1h30m}; a number without a unit is milliseconds, as in HOCON and EMQX. */
public final class Durations {
    private static final Pattern TEXT = Pattern.compile("(?:\\d{1,18}(?:\\.\\d{1,9})?\\s*[a-z]+\\s*)+");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]+)");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,18}");

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("ms", 1L),
            Map.entry("millis", 1L),
            Map.entry("millisecond", 1L),
            Map.entry("milliseconds", 1L),
            Map.entry("s", SECOND),
            Map.entry("second", SECOND),
            Map.entry("seconds", SECOND),
            Map.entry("m", MINUTE),
            Map.entry("minute", MINUTE),
            Map.entry("minutes", MINUTE),
            Map.entry("h", HOUR),
            Map.entry("hour", HOUR),
            Map.entry("hours", HOUR),
            Map.entry("d", DAY),
            Map.entry("day", DAY),
            Map.entry("days", DAY),
            Map.entry("w", WEEK),
            Map.entry("week", WEEK),
            Map.entry("weeks", WEEK));

    private Durations() {}

    /** The duration, or empty if the text is none or it does not fit into milliseconds. */
    static Optional<Duration> parse(String given) {
        String text = given.strip().toLowerCase(Locale.ROOT);
        if (MILLIS.matcher(text).matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(text)));
        }
        if (text.length() > 100 || !TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal millis = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            Long unit = UNITS.get(part.group(2));
            if (unit == null) {
                return Optional.empty();
            }
            millis = millis.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        return millis.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        millis.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    /** Milliseconds in the largest unit that loses nothing, {@code 2h}. */
    public static String format(long millis) {
        if (millis != 0 && millis % DAY == 0) {
            return millis / DAY + "d";
        }
        if (millis != 0 && millis % HOUR == 0) {
            return millis / HOUR + "h";
        }
        if (millis != 0 && millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        }
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }
}
