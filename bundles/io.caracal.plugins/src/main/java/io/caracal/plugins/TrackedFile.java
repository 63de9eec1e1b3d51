package io.caracal.plugins;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One file of the folder. */
final class TrackedFile extends Claim {
    private final Path path;
    private Map<Path, Stamp> looked = Map.of();
    private Stamp seen = Stamp.ABSENT;
    private long seenSince;
    private boolean waiting;

    TrackedFile(Path path) {
        super("file=" + path.getFileName());
        this.path = path;
    }

    Path path() {
        return path;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** The plugin's name, also of a file that was refused; of one that cannot be read the file's name stands in for it. */
    String pluginName() {
        return wish().or(this::last).map(PluginUnit::name).orElseGet(() -> UnitReader.stem(path));
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
            forgetNews();
        }
        ask(null);
        waiting = false;
        try {
            ask(reader.read(path, files));
        } finally {
            looked = files;
        }
    }

    /** Puts off the verdict: the file will be read again at the next look. */
    void await() {
        waiting = true;
    }
}
