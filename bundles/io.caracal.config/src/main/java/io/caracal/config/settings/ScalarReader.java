package io.caracal.config.settings;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads single values from their text; empty means that the text is none of the type or is out of bounds. */
final class ScalarReader {
    private ScalarReader() {}

    static Optional<?> read(ScalarType type, Bounds bounds, String text) {
        return switch (type) {
            case BOOLEAN -> bool(text);
            case INTEGER ->
                whole(text, bounds.within(Integer.MIN_VALUE, Integer.MAX_VALUE)).map(Long::intValue);
            case LONG -> whole(text, bounds);
            case DECIMAL -> number(text).filter(bounds::contain).map(BigDecimal::doubleValue);
            case TEXT -> Optional.of(text).filter(value -> bounds.contain(value.length()));
            case DURATION -> Durations.parse(text).filter((Duration value) -> bounds.contain(value.toMillis()));
            case SIZE -> Sizes.parse(text).filter((Bytes value) -> bounds.contain(value.value()));
            case SECRET ->
                Optional.of(new Secret(text))
                        .filter(value -> bounds.contain(value.reveal().length()));
        };
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> whole(String text, Bounds bounds) {
        // The scale is looked at first: 1e999999999 is short to write, but not to spell out.
        return number(text)
                .filter(value -> value.precision() - value.scale() <= 19
                        && value.stripTrailingZeros().scale() <= 0)
                .filter(value -> value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                        && value.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0)
                .map(BigDecimal::longValueExact)
                .filter(bounds::contain);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > 40 ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
