package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import io.caracal.api.config.ConfigurationView.Layer;
import io.caracal.config.tree.Origins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which layer a value comes from, and so whether run-time changes may touch it. */
record KeyOrigins(State state) {
    /** Every leaf of a tree of plain values. */
    List<KeyOrigin> of(List<String> path, @Nullable Object tree) {
        List<KeyOrigin> origins = new ArrayList<>();
        collect(path, tree, origins);
        return origins;
    }

    private void collect(List<String> path, @Nullable Object tree, List<KeyOrigin> origins) {
        if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, value) -> {
                List<String> child = new ArrayList<>(path);
                child.add(String.valueOf(key));
                collect(child, value, origins);
            });
        } else {
            origins.add(of(path));
        }
    }

    private KeyOrigin of(List<String> path) {
        return pin(path)
                .or(() -> Trees.covering(state.overrides(), path).map(value -> origin(path, Layer.RUNTIME, value)))
                .orElseGet(() -> new KeyOrigin(Trees.text(path), Layer.DEFAULT, ""));
    }

    /** What pins a key: a value at its place, above it or, for a section, below it. */
    Optional<KeyOrigin> pin(List<String> path) {
        return Trees.covering(state.base(), path).flatMap(value -> pinning(path, value));
    }

    private static Optional<KeyOrigin> pinning(List<String> path, ConfigValue value) {
        if (!(value instanceof ConfigObject object)) {
            return Optional.of(origin(path, layer(value), value));
        }
        return object.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> {
                    List<String> child = new ArrayList<>(path);
                    child.add(entry.getKey());
                    return pinning(child, entry.getValue()).stream();
                })
                .findFirst();
    }

    private static Layer layer(ConfigValue value) {
        return Origins.isVariable(value.origin())
                ? Layer.ENVIRONMENT
                : Origins.isAssignment(value.origin()) ? Layer.COMMAND_LINE : Layer.FILE;
    }

    private static KeyOrigin origin(List<String> path, Layer layer, ConfigValue value) {
        return new KeyOrigin(Trees.text(path), layer, Origins.text(value.origin()));
    }
}
