package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.caracal.config.tree.Origins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paths in trees. A path is a list of keys, since keys may hold dots. */
final class Trees {
    static final ConfigObject EMPTY = ConfigValueFactory.fromMap(Map.of(), Origins.DEFAULT);

    private Trees() {}

    /** {@code listeners.tcp.default}, keys quoted where HOCON needs it. */
    static String text(List<String> path) {
        return ConfigUtil.joinPath(path);
    }

    static Optional<ConfigValue> find(ConfigObject root, List<String> path) {
        ConfigValue value = root;
        for (String key : path) {
            value = value instanceof ConfigObject object ? object.get(key) : null;
            if (value == null) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    /** The value at a path or, if one of the keys above it has a single value or a list, that one. */
    static Optional<ConfigValue> covering(ConfigObject root, List<String> path) {
        ConfigValue value = root;
        for (String key : path) {
            if (!(value instanceof ConfigObject object)) {
                return Optional.of(value);
            }
            value = object.get(key);
            if (value == null) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    /** A tree that holds only one value. */
    static ConfigObject of(List<String> path, ConfigValue value) {
        ConfigValue tree = value;
        for (String key : path.reversed()) {
            tree = ConfigValueFactory.fromMap(Map.of(key, tree), value.origin().description());
        }
        return (ConfigObject) tree;
    }

    /** A section joins the one that is there; everything else replaces. */
    static ConfigObject with(ConfigObject root, List<String> path, ConfigValue value) {
        return of(path, value).withFallback(root);
    }

    /** Sections that become empty go as well. */
    static ConfigObject without(ConfigObject root, List<String> path) {
        String key = path.getFirst();
        ConfigValue child = root.get(key);
        if (path.size() == 1 || child == null) {
            return root.withoutKey(key);
        }
        if (!(child instanceof ConfigObject inner)) {
            return root;
        }
        ConfigObject rest = without(inner, path.subList(1, path.size()));
        return rest.isEmpty() ? root.withoutKey(key) : root.withValue(key, rest);
    }

    /** The same in a tree of plain values; null also if there is no such key. */
    static @Nullable Object plain(@Nullable Object root, List<String> path) {
        Object value = root;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    static boolean contains(@Nullable Object root, List<String> path) {
        return path.isEmpty()
                || plain(root, path.subList(0, path.size() - 1)) instanceof Map<?, ?> map
                        && map.containsKey(path.getLast());
    }
}
