package io.caracal.security;

import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of scalars that binds to {@link NoSettings} if no key is left over; {@code note} may be. */
record TestNode(String path, Map<String, String> keys) implements SettingsNode {

    /** The settings of a type that has none. */
    record NoSettings() {}

    @Override
    public String origin() {
        return "test";
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    @Override
    public SettingsNode without(String... names) {
        Map<String, String> rest = new HashMap<>(keys);
        for (String name : names) {
            rest.remove(name);
        }
        return new TestNode(path, rest);
    }

    @Override
    public SettingsNode only(String... names) {
        Map<String, String> kept = new HashMap<>(keys);
        kept.keySet().retainAll(List.of(names));
        return new TestNode(path, kept);
    }

    @Override
    public <T extends Record> T bind(Class<T> type) throws SettingsException {
        if (!without("note").equals(new TestNode(path, Map.of()))) {
            throw new SettingsException(List.of(new SettingsException.Problem(
                    path + "." + keys.keySet().iterator().next(), "test", "a key", "no such key", "")));
        }
        return type.cast(new NoSettings());
    }

    @Override
    public boolean sameAs(SettingsNode other) {
        return other instanceof TestNode node && node.keys.equals(keys);
    }
}
