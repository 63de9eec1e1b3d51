package io.caracal.config.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.caracal.config.tree.EnvironmentLayer;
import io.caracal.config.tree.Origins;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reports keys that nobody knows. Their values are never shown: {@code pasword = …} is such a key. */
final class UnknownKeys {
    /** More than these would bury the message. */
    private static final int LISTED = 12;

    private UnknownKeys() {}

    /**
     * Adds a problem for each key of a section that is not among the known.
     *
     * @param path of the section, empty for the root
     * @param elsewhere full paths of keys in other places, which a misplaced key may belong to
     */
    static void report(
            String path,
            ConfigObject section,
            Collection<String> known,
            Collection<String> elsewhere,
            Problems problems) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(section).entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key)) {
                ConfigOrigin origin = entry.getValue().origin();
                String suggestion = Suggestion.closest(key, known)
                        .map(name -> child(path, name))
                        .or(() -> misplaced(key, elsewhere))
                        .map(name -> "did you mean "
                                + (Origins.isVariable(origin) ? EnvironmentLayer.variable(name) : name) + "?")
                        .orElse("");
                problems.add(child(path, quoted(key)), origin, "an unknown key", expected(known), suggestion);
            }
        }
    }

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String quoted(String key) {
        return ConfigUtil.joinPath(key);
    }

    /** A key of another section, or a path whose levels were joined by one underscore, as happens in variables. */
    private static Optional<String> misplaced(String key, Collection<String> elsewhere) {
        String name = Names.snakeCase(key);
        List<String> candidates = elsewhere.stream()
                .filter(path ->
                        path.endsWith("." + name) || path.replace('.', '_').equals(name))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    private static String expected(Collection<String> known) {
        if (known.isEmpty()) {
            return "no keys here";
        }
        return known.size() > LISTED
                ? "a key of this section"
                : "one of " + String.join(", ", known.stream().sorted().toList());
    }
}
