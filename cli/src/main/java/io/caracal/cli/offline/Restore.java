package io.caracal.cli.offline;

import io.caracal.archive.Archive;
import io.caracal.archive.ArchiveException;
import io.caracal.archive.Content;
import io.caracal.archive.Kind;
import io.caracal.archive.Manifest;
import io.caracal.archive.PrivateFiles;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in the place of a data folder. The archive is read as a whole before anything is touched; its files are unpacked beside the
 * present ones and brought to the disk; then names are exchanged.
 */
public final class Restore {
    private static final String DATA = "data/";
    private static final String CONFIG = "config/";
    private static final int SHOWN = 5;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    /** What is in a folder that no broker has put data into, and what stays where it is. */
    private static final Set<String> NO_DATA = Set.of(
            "caracal.lock", "caracal.pid", "framework", "logs", "run", "backups", "exports", ".restore", "lost+found");

    private final Path data;

    /** @param data the data folder, locked */
    public Restore(Path data) {
        this.data = data;
    }

    /**
     * What was done.
     *
     * @param replaced the folder that has what there was before; null if there was nothing
     */
    public record Outcome(Manifest manifest, @Nullable Path replaced, long configurationFiles) {}

    /** Whether one was interrupted when all its files were there; it is finished then. */
    public boolean resume() throws IOException {
        Optional<RestorePlan> plan = RestorePlan.read(data);
        if (plan.isPresent()) {
            plan.get().finish();
        }
        return plan.isPresent();
    }

    /**
     * Restores.
     *
     * @param overwrite whether data that are there may be put aside
     * @param configuration a new folder for the files of the configuration; null if they are not wanted
     */
    public Outcome from(Path file, boolean overwrite, @Nullable Path configuration) throws IOException {
        try (Archive archive = Archive.open(file)) {
            if (archive.manifest().kind() != Kind.BACKUP) {
                throw new CliException(
                        ExitCode.REFUSED,
                        file
                                + " is an export, not a backup. Import it into a running broker with 'caracal data import'.");
            }
            archive.verify();
            return checked(archive, overwrite, configuration);
        } catch (ArchiveException e) {
            throw new CliException(ExitCode.REFUSED, e.getMessage() + " Nothing was changed.", e);
        }
    }

    private Outcome checked(Archive archive, boolean overwrite, @Nullable Path configuration) throws IOException {
        if (RestorePlan.read(data).isPresent()) {
            throw new CliException(
                    ExitCode.CONFLICT,
                    "An earlier restore into " + data
                            + " was interrupted. Finish it first, with 'caracal restore --resume'.");
        }
        List<String> old = present();
        if (!old.isEmpty() && !overwrite) {
            throw new CliException(
                    ExitCode.CONFLICT,
                    "The data folder " + data + " is not empty ("
                            + String.join(", ", old.subList(0, Math.min(SHOWN, old.size())))
                            + (old.size() > SHOWN ? ", …" : "")
                            + "). Name an empty one with --data, or say --overwrite, which puts what is there aside.");
        }
        if (configuration != null && Files.exists(configuration)) {
            throw new CliException(
                    ExitCode.CONFLICT, configuration + " exists already. Name a new folder for the configuration.");
        }
        checkSpace(archive.manifest());
        return restored(archive, old, configuration);
    }

    private Outcome restored(Archive archive, List<String> old, @Nullable Path configuration) throws IOException {
        Path fresh = RestorePlan.fresh(data);
        PrivateFiles.delete(RestorePlan.folder(data)); // of one that was interrupted before its files were all there
        Unpacking unpacking = new Unpacking(archive, data);
        try {
            unpacking.unpack(DATA, fresh);
            if (configuration != null) {
                unpacking.unpack(CONFIG, configuration);
            }
        } catch (IOException | RuntimeException e) {
            PrivateFiles.delete(RestorePlan.folder(data));
            throw e;
        }
        String replaced = old.isEmpty() ? "" : "replaced-" + TIME.format(Instant.now());
        RestorePlan plan = new RestorePlan(data, replaced, old);
        plan.write();
        plan.finish();
        long configurationFiles = archive.manifest().contents().stream()
                .filter(content -> content.name().startsWith(CONFIG))
                .count();
        return new Outcome(archive.manifest(), replaced.isEmpty() ? null : data.resolve(replaced), configurationFiles);
    }

    private List<String> present() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !NO_DATA.contains(name) && !name.startsWith("replaced-"))
                    .sorted()
                    .toList();
        }
    }

    private void checkSpace(Manifest manifest) throws IOException {
        long needed = manifest.contents().stream().mapToLong(Content::size).sum();
        long free = Files.getFileStore(data).getUsableSpace();
        if (needed > free) {
            throw new CliException(
                    ExitCode.CANNOT_WRITE,
                    "The backup needs " + needed + " bytes in " + data + ", and " + free + " are free. Make room.");
        }
    }
}
