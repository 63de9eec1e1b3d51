package io.caracal.api.config;

import io.caracal.api.config.ConfigurationView.KeyOrigin;
import java.util.List;
import java.util.stream.Collectors;

/** Keys were to be changed that belong to the configuration file, the environment or the command line; nothing was changed. */
public final class PinnedKeysException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<KeyOrigin> pins;

    public PinnedKeysException(List<KeyOrigin> pins) {
        super(pins.stream()
                .map(pin -> pin.path() + " is set by " + pin.place()
                        + " and cannot be changed at run time; change it there, or remove it there first")
                .collect(Collectors.joining("\n")));
        this.pins = List.copyOf(pins);
    }

    /** The keys, and where each of them is set; at least one. */
    public List<KeyOrigin> pins() {
        return pins;
    }
}
