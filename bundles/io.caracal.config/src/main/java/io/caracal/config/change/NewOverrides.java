package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works out what has to be stored: only what makes a difference, in the words of the request. So a tree that is read, edited and
 * sent back as a whole does not take possession of all the defaults, and does not run into what is pinned unless it differs.
 */
final class NewOverrides {
    static final ConfigValue NULL = ConfigValueFactory.fromAnyRef(null);

    private final ConfigObject given;
    private final KeyOrigins origins;
    private final Map<String, KeyOrigin> pins = new LinkedHashMap<>();
    private final Set<List<String>> removed = new LinkedHashSet<>();
    private ConfigObject overrides;

    NewOverrides(ConfigObject given, State state) {
        this.given = given;
        this.origins = new KeyOrigins(state);
        this.overrides = state.overrides();
    }

    /** Takes over an effective value that the request makes different. */
    void take(TreeDiff.Leaf leaf) {
        Optional<List<String>> place = place(leaf);
        if (place.isEmpty()) {
            // Follows from something else that the request gives.
            return;
        }
        List<String> path = place.get();
        ConfigValue value = Trees.find(given, path).orElse(NULL);
        Optional<KeyOrigin> pin =
                origins.pin(leaf.path()).or(() -> value instanceof ConfigObject ? Optional.empty() : origins.pin(path));
        if (pin.isPresent()) {
            pins.putIfAbsent(pin.get().path(), pin.get());
        } else if (value.valueType() == ConfigValueType.NULL) {
            removed.add(path);
            overrides = Trees.without(overrides, path);
        } else {
            overrides = Trees.with(overrides, path, value);
        }
    }

    /** Where the request gives it: the key itself, something above it, or a new entry that brings it as a default. */
    private Optional<List<String>> place(TreeDiff.Leaf leaf) {
        for (int length = 1; length <= leaf.path().size(); length++) {
            List<String> path = List.copyOf(leaf.path().subList(0, length));
            Optional<ConfigValue> value = Trees.find(given, path);
            if (value.isEmpty()) {
                return length > 1 && leaf.before() == null
                        ? Optional.of(path.subList(0, length - 1))
                        : Optional.empty();
            }
            if (length == leaf.path().size() || !(value.get() instanceof ConfigObject)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /** What of the request is pinned. */
    List<KeyOrigin> pins() {
        return new ArrayList<>(pins.values());
    }

    /** What the request set to null. */
    Set<List<String>> removed() {
        return removed;
    }

    ConfigObject result() {
        return overrides;
    }
}
