package io.caracal.config;

import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.config.SettingsSection;
import io.caracal.config.change.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Finds the sections that installed bundles declare by their {@code io.caracal.settings} capabilities. */
final class BundleSections {
    private final List<Section> sections = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    BundleSections(Bundle... bundles) {
        for (Bundle bundle : bundles) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                revision.getDeclaredCapabilities(SettingsSection.NAMESPACE)
                        .forEach(capability -> add(bundle, capability));
            }
        }
        sections.sort(Comparator.comparing(Section::path));
    }

    /** The sections, sorted by path. */
    List<Section> sections() {
        return List.copyOf(sections);
    }

    /** Declarations that lead to no usable record. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void add(Bundle bundle, BundleCapability capability) {
        String path = String.valueOf(capability.getAttributes().get("path"));
        String type = String.valueOf(capability.getAttributes().get("type"));
        try {
            Class<?> loaded = bundle.loadClass(type);
            sections.add(new Section(path, loaded.asSubclass(Record.class), bundle.getSymbolicName()));
        } catch (ClassNotFoundException | LinkageError | ClassCastException e) {
            problems.add(new Problem(
                    path,
                    "",
                    "",
                    "the bundle " + bundle.getSymbolicName() + " declares this section, but its settings record " + type
                            + " cannot be used: " + e,
                    "check that the bundle and what it imports are installed"));
        }
    }
}
