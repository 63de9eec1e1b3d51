package io.caracal.config.change;

import com.typesafe.config.ConfigValue;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.NodeTree;
import io.caracal.config.settings.RecordTree;
import io.caracal.config.settings.Secrets;
import io.caracal.config.settings.SettingsBinder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sections as trees of plain values, as they are in force: with defaults, in one form. */
final class SectionTrees {
    private final Sections sections;
    private final Owners owners;
    private final SettingsBinder binder;

    SectionTrees(Sections sections, Owners owners, SettingsBinder binder) {
        this.sections = sections;
        this.owners = owners;
        this.binder = binder;
    }

    /** All sections that are claimed, and those that are set though nobody claims them. */
    Set<String> paths(State state) {
        Set<String> paths = new TreeSet<>(sections.paths());
        paths.addAll(state.roots());
        return paths;
    }

    Map<String, @Nullable Object> all(State state, Secrets secrets) {
        Map<String, @Nullable Object> trees = new TreeMap<>();
        paths(state).forEach(path -> trees.put(path, tree(path, state, secrets)));
        return trees;
    }

    /** One section; as it was given, and masked throughout, if nobody is here who claims it, or it is not valid. */
    @Nullable
    Object tree(String path, State state, Secrets secrets) {
        ConfigValue value = state.section(path);
        Optional<Section> section = sections.find(path);
        if (section.isPresent()) {
            try {
                Record bound = binder.bind(value, path, section.get().type());
                return new RecordTree(secrets, owners.nodeTypes(path)).of(bound);
            } catch (SettingsException | IllegalArgumentException invalid) {
                // Whoever claims it was told so when it asked for its settings.
                return value == null ? null : NodeTree.unclaimed(value, secrets);
            }
        }
        return value == null ? null : NodeTree.unclaimed(value, secrets);
    }
}
