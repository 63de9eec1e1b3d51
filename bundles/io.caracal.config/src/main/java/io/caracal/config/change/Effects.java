package io.caracal.config.change;

import io.caracal.api.config.Applies;
import io.caracal.config.settings.Shape;
import io.caracal.config.settings.ShapeReader;
import java.util.List;
import java.util.Optional;

/** When a change of a key takes effect. */
final class Effects {
    private final Sections sections;
    private final Owners owners;

    Effects(Sections sections, Owners owners) {
        this.sections = sections;
        this.owners = owners;
    }

    /** Whether a key works with its old value until the next start. */
    boolean needRestart(List<String> path) {
        String section = path.getFirst();
        Optional<Section> claim = sections.find(section);
        if (claim.isEmpty() || section.equals(PluginSections.PATH)) {
            // Nobody works with it, or the configuration itself, which looks anew each time.
            return false;
        }
        Applies.When when = of(ShapeReader.read(claim.get().type()), path.subList(1, path.size()));
        return !owners.has(section) || when == Applies.When.RESTART;
    }

    private static Applies.When of(Shape shape, List<String> path) {
        Applies.When when = Applies.When.AT_ONCE;
        Shape at = shape;
        for (String name : path) {
            Optional<Shape.Key> key = at instanceof Shape.Section section ? key(section, name) : Optional.empty();
            if (key.isPresent()) {
                when = key.get().applies().orElse(when);
                at = inner(key.get().shape());
            } else if (at instanceof Shape.Entries entries) {
                at = inner(entries.element());
            } else {
                return when;
            }
        }
        return when;
    }

    private static Optional<Shape.Key> key(Shape.Section section, String name) {
        return section.visible().stream().filter(key -> key.name().equals(name)).findFirst();
    }

    private static Shape inner(Shape shape) {
        return shape instanceof Shape.Maybe maybe ? maybe.inner() : shape;
    }
}
