package io.caracal.config.template;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.caracal.config.settings.Shape;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes default values as HOCON that a person would write. */
final class DefaultText {
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private DefaultText() {}

    /** The text of a default; empty if a value is required. */
    static Optional<String> of(Shape shape, Optional<ConfigValue> value) {
        return value.map(DefaultText::render).or(() -> switch (shape) {
            case Shape.Maybe maybe -> Optional.of(maybe.takesWords() ? "disabled" : "null");
            case Shape.Listing _ -> Optional.of("[]");
            case Shape.Entries _, Shape.Section _ -> Optional.of("{}");
            case Shape.Scalar _, Shape.Word _, Shape.Raw _ -> Optional.empty();
        });
    }

    static String render(ConfigValue value) {
        return switch (value) {
            case ConfigList list -> list.stream().map(DefaultText::render).collect(Collectors.joining(", ", "[", "]"));
            case ConfigObject object ->
                new TreeMap<>(object)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + " = " + render(entry.getValue()))
                                .collect(Collectors.joining(", ", "{", "}"));
            default -> scalar(String.valueOf(value.unwrapped()));
        };
    }

    private static String scalar(String text) {
        return NEEDS_NO_QUOTES.matcher(text).matches() ? text : ConfigUtil.quoteString(text);
    }
}
