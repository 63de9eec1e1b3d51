package io.caracal.rest.backup;

import io.caracal.api.store.KeptFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files whose owners are asked for a copy. */
final class KeptNames {
    private KeptNames() {}

    static Set<Path> of(List<KeptFiles> kept) {
        Set<Path> names = new HashSet<>();
        kept.forEach(files -> names.addAll(files.files()));
        return names;
    }
}
