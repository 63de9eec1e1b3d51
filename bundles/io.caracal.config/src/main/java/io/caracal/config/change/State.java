package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that was set, at one moment.
 *
 * @param base what file, environment and command line set
 * @param overrides what run-time changes set
 * @param merged both; what {@code base} sets counts more, so that a key has one owner even if the file took it over later
 */
public record State(ConfigObject base, ConfigObject overrides, ConfigObject merged) {
    public State(ConfigObject base, ConfigObject overrides) {
        this(base, overrides, base.withFallback(overrides));
    }

    State withOverrides(ConfigObject changed) {
        return new State(base, changed);
    }

    State withBase(ConfigObject changed) {
        return new State(changed, overrides);
    }

    @Nullable
    ConfigValue section(String path) {
        return merged.get(path);
    }

    /** The keys at the root that anything is set in. */
    Set<String> roots() {
        return new TreeSet<>(merged.keySet());
    }
}
