package io.caracal.plugins;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plugin that the service owns.
 *
 * @param current what shall run; empty if a file in the folder brings it and it shall not run
 * @param previous what a rollback goes back to
 */
record ManagedPlugin(String name, Optional<KeptVersion> current, Optional<KeptVersion> previous) {
    Stream<KeptVersion> versions() {
        return Stream.concat(current.stream(), previous.stream());
    }

    boolean heldBack() {
        return current.isEmpty();
    }
}
