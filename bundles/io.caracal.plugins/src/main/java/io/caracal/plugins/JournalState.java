package io.caracal.plugins;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the service owns, and what it was about to do. */
record JournalState(Map<String, ManagedPlugin> plugins, Optional<PendingChange> pending) {
    static final JournalState EMPTY = new JournalState(Map.of(), Optional.empty());

    JournalState {
        plugins = Map.copyOf(plugins);
    }

    Optional<ManagedPlugin> plugin(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    JournalState with(ManagedPlugin plugin) {
        Map<String, ManagedPlugin> changed = new TreeMap<>(plugins);
        changed.put(plugin.name(), plugin);
        return new JournalState(changed, pending);
    }

    JournalState without(String name) {
        Map<String, ManagedPlugin> changed = new TreeMap<>(plugins);
        changed.remove(name);
        return new JournalState(changed, pending);
    }

    JournalState pending(Optional<PendingChange> change) {
        return new JournalState(plugins, change);
    }
}
