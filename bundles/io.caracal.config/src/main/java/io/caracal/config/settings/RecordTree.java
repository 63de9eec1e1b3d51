package io.caracal.config.settings;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.Secret;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes bound settings as a tree of plain values, defaults included, every value in one form however it was given ({@code 2h}
 * for {@code 7200s}). Read from the bound record rather than from the text, so it shows what really is in force.
 */
public final class RecordTree {
    private final Secrets secrets;
    private final NodeTree nodes;

    /** @param types what {@link io.caracal.api.config.SettingsNode}s in it can be */
    public RecordTree(Secrets secrets, Optional<NodeTypes> types) {
        this.secrets = secrets;
        this.nodes = new NodeTree(secrets, types);
    }

    /** The value of a section: a map, or what its {@link io.caracal.api.config.Whole} component is. */
    public @Nullable Object of(Record record) {
        return section(ShapeReader.read(record.getClass()), record);
    }

    private @Nullable Object section(Shape.Section shape, Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < components.length; i++) {
            Shape.Key key = shape.keys().get(i);
            Object value = value(key.shape(), component(record, components[i]));
            if (key.whole()) {
                return value;
            }
            if (!key.flattened()) {
                tree.put(key.name(), value);
            } else if (value instanceof Map<?, ?> group) {
                group.forEach((name, inner) -> tree.put(String.valueOf(name), inner));
            }
        }
        return tree;
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(record.getClass().getName() + " cannot be read: " + e, e);
        }
    }

    private @Nullable Object value(Shape shape, Object value) {
        return switch (shape) {
            case Shape.Scalar _ -> scalar(value);
            case Shape.Word _ -> Names.snakeCase(((Enum<?>) value).name());
            case Shape.Maybe maybe
            when ((Optional<?>) value).isPresent() -> value(maybe.inner(), ((Optional<?>) value).get());
            // The word, not null, which would mean the default.
            case Shape.Maybe maybe -> maybe.takesWords() ? Shape.NO_VALUE : null;
            case Shape.Listing listing -> {
                List<@Nullable Object> list = new ArrayList<>();
                ((List<?>) value).forEach(element -> list.add(value(listing.element(), element)));
                yield list;
            }
            case Shape.Entries entries -> {
                Map<String, @Nullable Object> map = new TreeMap<>();
                ((Map<?, ?>) value)
                        .forEach((name, element) -> map.put(String.valueOf(name), value(entries.element(), element)));
                yield map;
            }
            case Shape.Section inner -> section(inner, (Record) value);
            case Shape.Raw _ -> value instanceof TreeNode node ? nodes.of(node) : Secrets.MASK;
        };
    }

    private Object scalar(Object value) {
        return switch (value) {
            case Secret secret -> secrets.show(secret.reveal());
            case Duration duration -> Durations.format(duration.toMillis());
            case Bytes bytes -> Sizes.format(bytes.value());
            default -> value;
        };
    }
}
