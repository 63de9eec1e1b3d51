package io.caracal.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.KeyPaths;
import io.caracal.config.settings.Problems;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.config.tree.ConfigurationTree;
import io.caracal.config.tree.Origins;
import io.caracal.config.tree.Sources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the whole configuration against all sections that are present, and binds it or names every problem. */
final class ConfigurationLoader {
    private final List<Section> sections;
    private final Problems problems = new Problems();

    ConfigurationLoader(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    BoundConfiguration load(Sources sources) throws SettingsException {
        ConfigObject root = ConfigurationTree.load(sources);
        Optional<Path> folder =
                Optional.ofNullable(sources.file().toAbsolutePath().getParent());
        SettingsBinder binder = new SettingsBinder(sources.environment(), folder.orElse(sources.file()));
        checkClaims();
        Map<Class<?>, Record> bound = new LinkedHashMap<>();
        for (Section section : sections) {
            bindSection(section, root.get(section.path()), binder)
                    .ifPresent(record -> bound.put(section.type(), record));
        }
        reportUnknown(root, bound);
        problems.throwIfAny();
        return new BoundConfiguration(root, binder, sections, bound);
    }

    private Optional<? extends Record> bindSection(
            Section section, @Nullable ConfigValue value, SettingsBinder binder) {
        try {
            return binder.bind(value, section.path(), section.type(), problems);
        } catch (IllegalArgumentException e) {
            problems.add(
                    section.path(),
                    Origins.none(),
                    "",
                    "the bundle " + section.owner() + " is broken: " + e.getMessage(),
                    "");
            return Optional.empty();
        }
    }

    /** Two versions of one bundle may be there at the same time, during an update; two different bundles may not claim the same. */
    private void checkClaims() {
        Map<String, Section> claims = new LinkedHashMap<>();
        for (Section section : sections) {
            Section first = claims.putIfAbsent(section.path(), section);
            if (first != null && !isSame(first, section)) {
                problems.add(
                        section.path(),
                        Origins.none(),
                        "",
                        "the section is claimed by " + describe(first) + " and by " + describe(section),
                        "remove one of the two bundles");
            }
        }
    }

    private static boolean isSame(Section one, Section other) {
        return one.owner().equals(other.owner())
                && one.type().getName().equals(other.type().getName());
    }

    private static String describe(Section section) {
        return section.owner() + " (" + section.type().getName() + ")";
    }

    private void reportUnknown(ConfigObject root, Map<Class<?>, Record> bound) {
        Set<String> known = sections.stream().map(Section::path).collect(Collectors.toCollection(TreeSet::new));
        ConfigObject rest = root;
        if (bound.get(PluginSections.class) instanceof PluginSections(var names)) {
            for (String name : names) {
                rest = rest.withoutKey(name);
            }
        }
        List<String> keys = sections.stream()
                .flatMap(section -> KeyPaths.of(section.path(), section.type()).stream())
                .toList();
        SettingsBinder.reportUnknownSections(rest, known, keys, problems);
    }
}
