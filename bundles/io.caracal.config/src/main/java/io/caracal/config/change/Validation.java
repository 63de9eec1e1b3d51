package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.Problems;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.config.tree.Origins;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks trees against the records of the sections, and names everything that is wrong at once. */
final class Validation {
    private final Sections sections;
    private final SettingsBinder binder;

    Validation(Sections sections, SettingsBinder binder) {
        this.sections = sections;
        this.binder = binder;
    }

    /** Checks some sections of a tree, those that nobody claims excepted. */
    void check(Collection<String> paths, State state, Problems problems) {
        for (String path : paths) {
            sections.find(path).ifPresent(section -> bind(section, state, problems));
        }
    }

    private void bind(Section section, State state, Problems problems) {
        try {
            var unused = binder.bind(state.section(section.path()), section.path(), section.type(), problems);
        } catch (IllegalArgumentException e) {
            problems.add(
                    section.path(),
                    Origins.none(),
                    "",
                    "the bundle " + section.owner() + " is broken: " + e.getMessage(),
                    "");
        }
    }

    /** Checks that the keys at the root of a tree are sections, present ones or announced ones. */
    void checkKnown(ConfigObject tree, State state, Problems problems) {
        ConfigObject rest = tree;
        for (String name : announced(state)) {
            rest = rest.withoutKey(name);
        }
        SettingsBinder.reportUnknownSections(rest, sections.paths(), sections.keys(), problems);
    }

    private List<String> announced(State state) {
        try {
            String path = PluginSections.PATH;
            return binder.bind(state.section(path), path, PluginSections.class).known();
        } catch (SettingsException invalid) {
            // It is a section like any other, and reported as such.
            return List.of();
        }
    }

    /** Two bundles cannot claim the same. */
    void checkClaims(Problems problems) {
        Map<String, Section> claims = new LinkedHashMap<>();
        for (Section section : sections.all()) {
            Section first = claims.putIfAbsent(section.path(), section);
            if (first != null && !section.isSame(first)) {
                problems.add(
                        section.path(),
                        Origins.none(),
                        "",
                        "the section is claimed by " + first.claim() + " and by " + section.claim(),
                        "remove one of the two bundles");
            }
        }
    }

    /** The section if somebody claims it, or run-time changes were made to it. */
    Optional<String> existing(String section, State state) {
        Set<String> known = sections.paths();
        return Optional.of(section)
                .filter(name -> known.contains(name) || state.overrides().containsKey(name));
    }

    void reportUnknown(String section, Problems problems) {
        ConfigObject tree = Trees.of(List.of(section), Trees.EMPTY);
        SettingsBinder.reportUnknownSections(tree, sections.paths(), sections.keys(), problems);
    }
}
