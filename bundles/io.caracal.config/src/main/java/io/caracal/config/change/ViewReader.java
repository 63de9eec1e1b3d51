package io.caracal.config.change;

import io.caracal.api.config.ConfigurationView;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.Secrets;
import io.caracal.config.tree.Hocon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows administrators what is in force. */
record ViewReader(SectionTrees trees, Application application) {
    Optional<ConfigurationView> read(String path) {
        List<String> keys;
        try {
            keys = GivenChange.path(path);
        } catch (SettingsException noKey) {
            return Optional.empty();
        }
        String revision = application.revision();
        State state = application.state();
        Map<String, @Nullable Object> root = keys.isEmpty() ? trees.all(state, Secrets.MASKED) : one(keys, state);
        if (!Trees.contains(root, keys)) {
            return Optional.empty();
        }
        Object value = Trees.plain(root, keys);
        return Optional.of(new ConfigurationView(
                revision,
                value,
                text(value),
                new KeyOrigins(state).of(keys, value),
                application.pendingRestart().stream()
                        .filter(key -> path.isEmpty() || key.equals(path) || key.startsWith(path + "."))
                        .toList()));
    }

    private Map<String, @Nullable Object> one(List<String> keys, State state) {
        String section = keys.getFirst();
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        if (trees.paths(state).contains(section)) {
            root.put(section, trees.tree(section, state, Secrets.MASKED));
        }
        return root;
    }

    private static String text(@Nullable Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?> ? Hocon.of(value) : String.valueOf(value);
    }
}
