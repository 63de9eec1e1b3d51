package io.caracal.config.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import io.caracal.config.tree.Origins;
import java.util.Optional;
import java.util.Set;

/** A subtree that waits for its record. Two are equal if path and content are, wherever the content was set. */
record TreeNode(ConfigObject tree, String path, SettingsBinder binder) implements SettingsNode {
    @Override
    public String origin() {
        return Origins.text(tree.origin());
    }

    @Override
    public Optional<String> text(String key) {
        ConfigValue value = tree.get(key);
        return value == null ? Optional.empty() : Binding.text(value);
    }

    @Override
    public SettingsNode without(String... keys) {
        ConfigObject rest = tree;
        for (String key : keys) {
            rest = rest.withoutKey(key);
        }
        return new TreeNode(rest, path, binder);
    }

    @Override
    public SettingsNode only(String... keys) {
        Set<String> kept = Set.of(keys);
        ConfigObject rest = tree;
        for (String key : tree.keySet()) {
            rest = kept.contains(key) ? rest : rest.withoutKey(key);
        }
        return new TreeNode(rest, path, binder);
    }

    @Override
    public <T extends Record> T bind(Class<T> type) throws SettingsException {
        return binder.bind(tree, path, type);
    }

    @Override
    public boolean sameAs(SettingsNode other) {
        return other instanceof TreeNode node && node.tree.equals(tree);
    }

    /** Without the content, which may hold secrets. */
    @Override
    public String toString() {
        return "settings at " + path;
    }
}
