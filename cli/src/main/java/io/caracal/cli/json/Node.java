package io.caracal.cli.json;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON value, to be asked for what it is thought to hold; what is not there is null or empty, never an error. */
public record Node(@Nullable Object value) {

    /** The value at a path, {@code "status.running"}; of a list the values of its elements. A name that itself holds the dots is found too. */
    public Node at(String path) {
        if (value instanceof List<?> list) {
            return new Node(list.stream()
                    .map(element -> new Node(element).at(path).value())
                    .toList());
        }
        if (!(value instanceof Map<?, ?> map)) {
            return new Node(null);
        }
        int dot = path.indexOf('.');
        if (dot < 0 || map.containsKey(path)) {
            return new Node(map.get(path));
        }
        return new Node(map.get(path.substring(0, dot))).at(path.substring(dot + 1));
    }

    public boolean isThere() {
        return value != null;
    }

    public String text(String path, String fallback) {
        Object found = at(path).value();
        return found == null ? fallback : found.toString();
    }

    public boolean isTrue(String path) {
        return Boolean.TRUE.equals(at(path).value());
    }

    public long number(String path, long fallback) {
        return at(path).value() instanceof Number number ? number.longValue() : fallback;
    }

    /** The elements, if it is a list; else none. */
    public Stream<Node> elements() {
        return value instanceof List<?> list ? list.stream().map(Node::new) : Stream.empty();
    }
}
