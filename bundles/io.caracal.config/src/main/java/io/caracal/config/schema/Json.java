package io.caracal.config.schema;

import com.typesafe.config.ConfigUtil;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as JSON, keys in the order in which they are; the library that reads HOCON would sort them. */
final class Json {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(Map<String, ?> tree) {
        Json json = new Json();
        json.value(tree, 0);
        return json.text.append('\n').toString();
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case Map<?, ?> map ->
                items('{', '}', map.entrySet().iterator(), depth, entry -> {
                    text.append(ConfigUtil.quoteString(String.valueOf(entry.getKey())))
                            .append(": ");
                    value(entry.getValue(), depth + 1);
                });
            case Collection<?> list -> items('[', ']', list.iterator(), depth, element -> value(element, depth + 1));
            case Number number -> text.append(number);
            case Boolean bool -> text.append(bool);
            case null -> text.append("null");
            default -> text.append(ConfigUtil.quoteString(value.toString()));
        }
    }

    private interface Item<T> {
        void write(T item);
    }

    private <T> void items(char open, char close, Iterator<T> items, int depth, Item<? super T> item) {
        text.append(open);
        boolean any = items.hasNext();
        while (items.hasNext()) {
            text.append('\n').append(INDENT.repeat(depth + 1));
            item.write(items.next());
            text.append(items.hasNext() ? "," : "");
        }
        text.append(any ? '\n' + INDENT.repeat(depth) : "").append(close);
    }
}
