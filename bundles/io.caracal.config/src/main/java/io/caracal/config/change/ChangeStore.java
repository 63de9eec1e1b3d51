package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import io.caracal.api.config.Difference;
import io.caracal.api.config.HistoryEntry;
import io.caracal.api.config.HistoryEntry.Operation;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.NodeTree;
import io.caracal.config.settings.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run-time changes and their history on disk. The history is written first, with what was and what shall be; the change counts
 * from the moment in which the file of the overrides is replaced. So a crash in between leaves an entry that can be told from a
 * change that was made, and who made it is never lost.
 */
public final class ChangeStore {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeStore.class);

    private final Path folder;
    private final OverridesFile file;
    private final History history;

    private ChangeStore(Path folder, History history) {
        this.folder = folder;
        this.file = new OverridesFile(folder.resolve("overrides.conf"));
        this.history = history;
    }

    /**
     * Opens what is there; writes nothing.
     *
     * @param folder {@code data/configs}, which need not exist
     */
    public static ChangeStore open(Path folder) throws IOException {
        return new ChangeStore(folder, History.read(folder.resolve("history")));
    }

    /** What run-time changes set. */
    public ConfigObject overrides() throws SettingsException {
        return file.read();
    }

    /** Brings the history in line with what is stored, after a crash or an edit by hand. */
    void recover(ConfigObject stored) throws IOException {
        Files.deleteIfExists(folder.resolve("overrides.conf" + PrivateFile.TEMPORARY));
        Optional<StoredChange> newest = history.newest();
        ConfigObject expected = newest.map(StoredChange::after).orElse(Trees.EMPTY);
        if (expected.equals(stored)) {
            return;
        }
        if (newest.isPresent() && newest.get().before().equals(stored)) {
            LOG.warn("the last change of the configuration was interrupted before it was stored, and is not in force");
            history.dropNewest();
            return;
        }
        LOG.warn("{} was changed by somebody else; it holds", folder.resolve("overrides.conf"));
        HistoryEntry entry = new HistoryEntry(
                history.nextId(),
                Instant.now(),
                "unknown",
                "",
                Operation.FOUND,
                found(expected, stored),
                OptionalLong.empty());
        history.add(new StoredChange(entry, expected, stored));
        history.prune();
    }

    /** Without the values, since it is not known here which of them are secrets. */
    private static List<Difference> found(ConfigObject expected, ConfigObject stored) {
        return TreeDiff.between(
                        List.of(),
                        NodeTree.unclaimed(expected, Secrets.COMPARABLE),
                        NodeTree.unclaimed(stored, Secrets.COMPARABLE))
                .stream()
                .map(TreeDiff.Leaf::masked)
                .toList();
    }

    /**
     * Stores a change, the history first.
     *
     * @return what is stored, as it stands in the file
     * @throws IOException if it is not stored
     */
    ConfigObject write(HistoryEntry entry, ConfigObject before, ConfigObject after) throws IOException {
        PrivateFile.createFolder(folder);
        history.add(new StoredChange(entry, before, after));
        if (before.equals(after)) {
            return after;
        }
        try {
            return file.write(after);
        } catch (IOException e) {
            dropNewest(e);
            throw e;
        }
    }

    private void dropNewest(IOException cause) {
        try {
            history.dropNewest();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Forgets what is too old; a failure is not one of the change. */
    void prune() {
        try {
            history.prune();
        } catch (IOException e) {
            LOG.warn("old entries of the configuration's history cannot be deleted", e);
        }
    }

    History history() {
        return history;
    }
}
