package io.caracal.plugins;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the folder: what it asks for now, and what it asked for when it was last good. A file that is overwritten with
 * something unusable keeps what it had; that is the rollback.
 */
final class TrackedFile {
    private final Path path;
    private Map<Path, Stamp> looked = Map.of();
    private @Nullable PluginUnit candidate;
    private @Nullable PluginUnit deferred;
    private @Nullable PluginUnit accepted;
    private final Set<String> reported = new HashSet<>();
    private Stamp seen = Stamp.ABSENT;
    private long seenSince;
    private boolean waiting;

    TrackedFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * Notes a look at the file.
     *
     * @param nanos the time of the look, of a clock that only runs forward
     * @return for how long it has looked like this, in nanoseconds; 0 at the first look
     */
    long unchangedFor(Stamp stamp, long nanos) {
        if (!stamp.equals(seen)) {
            seen = stamp;
            seenSince = nanos;
        }
        return nanos - seenSince;
    }

    /** True if this content, and that of the files it names, has been read and judged. */
    boolean current() {
        return !waiting
                && !looked.isEmpty()
                && looked.entrySet().stream()
                        .allMatch(file -> Stamp.of(file.getKey()).equals(file.getValue()));
    }

    /** Reads the file anew. */
    void read(UnitReader reader) throws RefusedException {
        Map<Path, Stamp> files = new HashMap<>();
        if (!waiting) {
            reported.clear();
        }
        candidate = null;
        deferred = null;
        waiting = false;
        try {
            candidate = reader.read(path, files);
        } finally {
            looked = files;
        }
    }

    /** Puts off the verdict: the file will be read again at the next look. */
    void await() {
        waiting = true;
    }

    /** The private copies that this file may still need. */
    Stream<Path> copies() {
        return Stream.of(Optional.ofNullable(candidate), Optional.ofNullable(deferred), Optional.ofNullable(accepted))
                .flatMap(Optional::stream)
                .flatMap(unit -> unit.bundles().stream())
                .map(PluginBundle::jar);
    }

    /** What shall be installed on behalf of this file. */
    Optional<PluginUnit> wish() {
        return Optional.ofNullable(candidate != null ? candidate : accepted);
    }

    void accept() {
        if (candidate != null) {
            accepted = candidate;
            candidate = null;
        }
    }

    /**
     * Gives up what the file asks for now.
     *
     * @param again keep it for {@link #retry()}
     */
    void refuse(boolean again) {
        PluginUnit refused = candidate != null ? candidate : accepted;
        if (candidate == null) {
            accepted = null;
        }
        candidate = null;
        deferred = again ? refused : null;
    }

    /** Something else has changed: what failed for want of it may work now. */
    void retry() {
        if (deferred != null) {
            candidate = deferred;
            deferred = null;
        }
    }

    /** True the first time that this is to be said about the present content. */
    boolean news(String text) {
        return reported.add(text);
    }
}
