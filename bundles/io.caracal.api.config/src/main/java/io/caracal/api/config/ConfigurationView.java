package io.caracal.api.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the configuration in force.
 *
 * @param revision of the whole
 * @param value the tree below the key that was asked for, defaults included, secrets masked; see
 *     {@link ConfigurationAdministration} for its types
 * @param text the same as HOCON; for a single value its text
 * @param origins where each value comes from, sorted by path; lists count as one value
 * @param pendingRestart keys whose stored value differs from the one that the broker works with until it is started again
 */
public record ConfigurationView(
        String revision, @Nullable Object value, String text, List<KeyOrigin> origins, List<String> pendingRestart) {
    public ConfigurationView {
        origins = List.copyOf(origins);
        pendingRestart = List.copyOf(pendingRestart);
    }

    /**
     * Where a value comes from.
     *
     * @param path the key, from the root of the tree
     * @param layer what set it
     * @param place {@code config/caracal.conf: 12}, {@code environment variable CARACAL_…}, {@code --set KEY}; empty for defaults
     */
    public record KeyOrigin(String path, Layer layer, String place) {
        /** Whether run-time changes of the key are refused. */
        public boolean pinned() {
            return layer.pins();
        }
    }

    /** What can set a value, from weak to strong. */
    public enum Layer {
        DEFAULT,
        RUNTIME,
        FILE,
        ENVIRONMENT,
        COMMAND_LINE;

        /** Whether what this layer sets is refused to run-time changes. */
        public boolean pins() {
            return compareTo(RUNTIME) > 0;
        }
    }
}
