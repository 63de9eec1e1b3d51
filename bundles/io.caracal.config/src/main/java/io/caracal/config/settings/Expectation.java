package io.caracal.config.settings;

import java.util.function.LongFunction;

/** What messages and the comments of the default file say about the values that a shape takes. */
public final class Expectation {
    private Expectation() {}

    /** For example {@code a whole number from 1 to 65535, or disabled}. */
    public static String of(Shape shape) {
        return switch (shape) {
            case Shape.Scalar(var type, var bounds) -> type.expected() + range(type, bounds);
            case Shape.Word word -> "one of " + String.join(", ", word.words());
            case Shape.Maybe maybe when maybe.takesWords() -> of(maybe.inner()) + ", or disabled, or infinity";
            case Shape.Maybe maybe -> of(maybe.inner());
            case Shape.Listing(var element, var bounds) ->
                "a list, each element " + of(element) + length(bounds, "elements");
            case Shape.Entries(var element, var bounds) ->
                "entries with names, each " + of(element) + length(bounds, "entries");
            case Shape.Section _, Shape.Raw _ -> "a section { … }";
        };
    }

    private static String range(ScalarType type, Bounds bounds) {
        return switch (type) {
            case INTEGER ->
                between(
                        bounds.within(Integer.MIN_VALUE, Integer.MAX_VALUE),
                        Integer.MIN_VALUE,
                        Integer.MAX_VALUE,
                        Long::toString);
            case LONG, DECIMAL -> between(bounds, Long.MIN_VALUE, Long.MAX_VALUE, Long::toString);
            case DURATION -> between(bounds.within(0, Long.MAX_VALUE), 0, Long.MAX_VALUE, Durations::format);
            case SIZE -> between(bounds.within(0, Long.MAX_VALUE), 0, Long.MAX_VALUE, Sizes::format);
            case TEXT, SECRET -> length(bounds, "characters");
            case BOOLEAN -> "";
        };
    }

    private static String length(Bounds bounds, String unit) {
        String range = between(bounds.within(0, Long.MAX_VALUE), 0, Long.MAX_VALUE, Long::toString);
        return range.isEmpty() ? "" : "," + range + " " + unit;
    }

    private static String between(Bounds bounds, long least, long greatest, LongFunction<String> format) {
        String min = format.apply(bounds.min());
        String max = format.apply(bounds.max());
        if (bounds.min() == least) {
            return bounds.max() == greatest ? "" : " up to " + max;
        }
        return bounds.max() == greatest ? " of at least " + min : " from " + min + " to " + max;
    }
}
