package io.caracal.config.settings;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;

/** What messages say was given. Only a single value that is no secret is shown; a subtree may hold anything. */
final class Given {
    private static final int SHOWN = 80;

    private Given() {}

    static String of(Shape shape, ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT -> "a section";
            case LIST -> "a list";
            case NULL -> "null";
            case STRING, NUMBER, BOOLEAN -> single(shape, value);
        };
    }

    private static String single(Shape shape, ConfigValue value) {
        boolean shown =
                switch (shape) {
                    case Shape.Scalar scalar -> scalar.type() != ScalarType.SECRET;
                    case Shape.Word _ -> true;
                    case Shape.Maybe _, Shape.Listing _, Shape.Entries _, Shape.Section _, Shape.Raw _ -> false;
                };
        if (!shown) {
            return shape instanceof Shape.Scalar ? "******" : "a single value";
        }
        String text = Binding.text(value).orElse("");
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        // Quoting escapes control characters, so a value cannot forge lines of the log.
        return ConfigUtil.quoteString(cut);
    }
}
