package io.caracal.config.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.NodeTypes.NodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a subtree that no record is bound to, as it was given. What nobody claims is treated as a secret: it may be one, of a
 * bundle that is not here.
 */
public final class NodeTree {
    private final Secrets secrets;
    private final Optional<NodeTypes> types;

    public NodeTree(Secrets secrets, Optional<NodeTypes> types) {
        this.secrets = secrets;
        this.types = types;
    }

    /** A whole section of a bundle that is not here. */
    public static @Nullable Object unclaimed(ConfigValue value, Secrets secrets) {
        return new NodeTree(secrets, Optional.empty()).unknown(value);
    }

    /** The keys and values of a node. */
    @Nullable
    Object of(TreeNode given) {
        ConfigObject node = given.tree();
        if (types.isEmpty()) {
            return unknown(node);
        }
        Shape.Section common = ShapeReader.read(types.get().common());
        Optional<Shape.Section> own = type(given).map(type -> ShapeReader.read(type.settings()));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        inOrder(node, common).forEach((name, value) -> {
            Optional<Shape> shape = shape(common, name).or(() -> own.flatMap(section -> shape(section, name)));
            tree.put(name, shape.isPresent() ? known(shape.get(), value) : unknown(value));
        });
        return tree;
    }

    /** The common keys first: they tell one node from another. */
    private static Map<String, ConfigValue> inOrder(ConfigObject node, Shape.Section common) {
        Map<String, ConfigValue> ordered = new LinkedHashMap<>();
        for (Shape.Key key : common.visible()) {
            ConfigValue value = node.get(key.name());
            if (value != null) {
                ordered.put(key.name(), value);
            }
        }
        new TreeMap<>(node).forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** The type of a node, if its bundle is here. */
    private Optional<NodeType> type(TreeNode given) {
        ConfigObject node = given.tree();
        return types.stream()
                .flatMap(known -> known.types().stream())
                .filter(type -> type.group().map(group(given)::equals).orElse(true))
                .filter(type -> type.keys().entrySet().stream()
                        .allMatch(key -> Optional.ofNullable(node.get(key.getKey()))
                                .flatMap(Binding::text)
                                .orElse("")
                                .equals(key.getValue())))
                .findFirst();
    }

    /** The key above the name of a node; empty if it has none. */
    private static String group(TreeNode node) {
        List<String> path = ConfigUtil.splitPath(node.path());
        return path.size() < 2 ? "" : path.get(path.size() - 2);
    }

    private static Optional<Shape> shape(Shape.Section section, String name) {
        return section.visible().stream()
                .filter(key -> key.name().equals(name))
                .map(Shape.Key::shape)
                .findFirst();
    }

    private @Nullable Object known(Shape shape, ConfigValue value) {
        return switch (shape) {
            case Shape.Scalar scalar when scalar.type() == ScalarType.SECRET -> unknown(value);
            case Shape.Scalar _, Shape.Word _ -> scalar(value);
            case Shape.Maybe maybe -> known(maybe.inner(), value);
            case Shape.Listing listing
            when value instanceof ConfigList list -> list(list, element -> known(listing.element(), element));
            case Shape.Entries entries
            when value instanceof ConfigObject object -> map(object, (_, element) -> known(entries.element(), element));
            case Shape.Section section
            when value instanceof ConfigObject object ->
                map(object, (name, element) -> shape(section, name)
                        .map(inner -> known(inner, element))
                        .orElseGet(() -> unknown(element)));
            case Shape.Listing _, Shape.Entries _, Shape.Section _, Shape.Raw _ -> unknown(value);
        };
    }

    private @Nullable Object unknown(ConfigValue value) {
        return switch (value) {
            case ConfigList list -> list(list, this::unknown);
            case ConfigObject object -> map(object, (_, element) -> unknown(element));
            default -> Binding.text(value).map(secrets::show).orElse(null);
        };
    }

    /** A scalar that is no secret; a subtree where a scalar should be is not valid and may hold anything. */
    private @Nullable Object scalar(ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT, LIST -> unknown(value);
            case STRING, NUMBER, BOOLEAN -> value.unwrapped();
            case NULL -> null;
        };
    }

    private interface Inner {
        @Nullable
        Object of(ConfigValue value);
    }

    private interface Entry {
        @Nullable
        Object of(String name, ConfigValue value);
    }

    private static Object list(ConfigList list, Inner inner) {
        List<@Nullable Object> elements = new ArrayList<>();
        list.forEach(element -> elements.add(inner.of(element)));
        return elements;
    }

    private static Object map(ConfigObject object, Entry inner) {
        Map<String, @Nullable Object> entries = new TreeMap<>();
        object.forEach((name, value) -> entries.put(name, inner.of(name, value)));
        return entries;
    }
}
