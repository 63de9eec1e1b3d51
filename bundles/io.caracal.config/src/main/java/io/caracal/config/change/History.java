package io.caracal.config.change;

import io.caracal.api.config.HistoryEntry;
import io.caracal.api.config.HistoryEntry.Operation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last changes, each in a file of its own, in memory the newest first. Its methods are called by one thread at a time. */
final class History {
    /** How many changes are kept. */
    static final int KEPT = 20;

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final String SUFFIX = ".conf";

    private final Path folder;
    private final Deque<StoredChange> changes = new ArrayDeque<>();

    private History(Path folder) {
        this.folder = folder;
    }

    /** What is on disk; a file that is damaged is left out, and said so. */
    static History read(Path folder) throws IOException {
        History history = new History(folder);
        if (Files.isDirectory(folder)) {
            for (Path file : history.files()) {
                StoredChange.parse(Files.readString(file), file.toString())
                        .ifPresentOrElse(
                                history.changes::addFirst,
                                () -> LOG.warn("{} is not a change that can be read, left out of the history", file));
            }
        }
        return history;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    long nextId() {
        return changes.isEmpty() ? 1 : changes.getFirst().entry().id() + 1;
    }

    Optional<StoredChange> newest() {
        return Optional.ofNullable(changes.peekFirst());
    }

    List<HistoryEntry> entries() {
        return changes.stream().map(StoredChange::entry).toList();
    }

    void add(StoredChange change) throws IOException {
        PrivateFile.createFolder(folder);
        PrivateFile.write(file(change), change.text());
        changes.addFirst(change);
    }

    /** Forgets a change that was not made in the end. */
    void dropNewest() throws IOException {
        PrivateFile.delete(file(changes.removeFirst()));
    }

    /** Forgets what is too old. */
    void prune() throws IOException {
        while (changes.size() > KEPT) {
            PrivateFile.delete(file(changes.removeLast()));
        }
    }

    private Path file(StoredChange change) {
        return folder.resolve(String.format(Locale.ROOT, "%010d", change.entry().id()) + SUFFIX);
    }

    /** The newest change that stored something and is neither taken back nor itself the taking back of another. */
    Optional<StoredChange> undoable() {
        Set<Long> undone = new HashSet<>();
        for (StoredChange change : changes) {
            HistoryEntry entry = change.entry();
            entry.undoes().ifPresent(undone::add);
            boolean undo = entry.operation() == Operation.UNDO;
            if (!undo && !undone.contains(entry.id()) && !change.before().equals(change.after())) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }
}
