package io.caracal.config.change;

import io.caracal.config.settings.KeyPaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sections that the bundles claim which are present now. For any thread. */
public final class Sections {
    private final List<Section> claims = new ArrayList<>();

    public Sections(Collection<Section> claims) {
        this.claims.addAll(claims);
    }

    /** A bundle came. The first claim of a path counts, unless it is of another version of the same bundle. */
    public synchronized void add(Section section) {
        if (!claims.contains(section)) {
            claims.add(section);
        }
    }

    /** A bundle went; its classes are let go. */
    public synchronized void remove(Section section) {
        claims.removeIf(claim -> claim.path().equals(section.path()) && claim.type() == section.type());
    }

    /** Who claims a path: of several versions of a bundle the one that came last. */
    public synchronized Optional<Section> find(String path) {
        Optional<Section> first =
                claims.stream().filter(claim -> claim.path().equals(path)).findFirst();
        return first.map(owner -> claims.stream()
                .filter(claim -> claim.path().equals(path) && claim.isSame(owner))
                .toList()
                .getLast());
    }

    /** All claims, sorted by path. */
    public synchronized List<Section> all() {
        return claims.stream()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }

    Set<String> paths() {
        return all().stream().map(Section::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The paths of all keys, for suggestions. */
    List<String> keys() {
        return all().stream()
                .flatMap(section -> KeyPaths.of(section.path(), section.type()).stream())
                .toList();
    }
}
