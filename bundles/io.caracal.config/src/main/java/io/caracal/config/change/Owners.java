package io.caracal.config.change;

import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsSection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owners that are present now, and the order in which a change comes to them. For any thread. */
final class Owners {
    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    private final List<SectionOwner<?>> present = new CopyOnWriteArrayList<>();

    /** The section of an owner. */
    static String path(SectionOwner<?> owner) {
        return Optional.ofNullable(owner.type().getAnnotation(SettingsSection.class))
                .map(SettingsSection::value)
                .orElseThrow(
                        () -> new IllegalArgumentException(owner.type().getName() + " carries no @SettingsSection"));
    }

    void add(SectionOwner<?> owner) {
        present.add(owner);
    }

    void remove(SectionOwner<?> owner) {
        present.remove(owner);
    }

    boolean has(String section) {
        return present.stream().anyMatch(owner -> path(owner).equals(section));
    }

    /** What the nodes of a section can be. */
    Optional<NodeTypes> nodeTypes(String section) {
        return present.stream()
                .filter(owner -> path(owner).equals(section))
                .map(Owners::nodeTypes)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<NodeTypes> nodeTypes(SectionOwner<?> owner) {
        try {
            return Objects.requireNonNull(owner.nodeTypes());
        } catch (RuntimeException | LinkageError e) {
            // Without them everything is masked, so nothing leaks.
            LOG.warn("section={} its owner cannot tell the types in it", path(owner), e);
            return Optional.empty();
        }
    }

    /** Whom a change of these sections concerns, those first that others build on. */
    List<SectionOwner<?>> concerned(Collection<String> sections) {
        Set<SectionOwner<?>> ordered = new LinkedHashSet<>();
        List<SectionOwner<?>> all = new ArrayList<>(present);
        all.sort((one, other) -> path(one).compareTo(path(other)));
        all.forEach(owner -> visit(owner, all, ordered, new LinkedHashSet<>()));
        return ordered.stream()
                .filter(owner -> sections.contains(path(owner))
                        || owner.dependsOn().stream().anyMatch(sections::contains))
                .toList();
    }

    private static void visit(
            SectionOwner<?> owner, List<SectionOwner<?>> all, Set<SectionOwner<?>> ordered, Set<String> above) {
        if (ordered.contains(owner) || !above.add(path(owner))) {
            // In a circle of dependencies nobody can be first; where it is cut does not matter.
            return;
        }
        all.stream()
                .filter(other -> owner.dependsOn().contains(path(other)))
                .forEach(other -> visit(other, all, ordered, above));
        above.remove(path(owner));
        ordered.add(owner);
    }
}
