package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Run-time changes that have no effect, because the file or the environment came to set the same key later. */
final class OverruledKeys {
    private OverruledKeys() {}

    static List<KeyOrigin> of(State state) {
        List<KeyOrigin> overruled = new ArrayList<>();
        collect(List.of(), state.overrides(), new KeyOrigins(state), overruled);
        return overruled;
    }

    private static void collect(
            List<String> path, ConfigObject overrides, KeyOrigins origins, List<KeyOrigin> overruled) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(overrides).entrySet()) {
            List<String> child = new ArrayList<>(path);
            child.add(entry.getKey());
            if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
                collect(child, inner, origins, overruled);
            } else {
                origins.pin(child).ifPresent(overruled::add);
            }
        }
    }
}
