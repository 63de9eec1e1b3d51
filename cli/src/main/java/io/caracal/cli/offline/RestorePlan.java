package io.caracal.cli.offline;

import io.caracal.archive.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A restore whose files are all there and on the disk, and that is to be brought into place: written down, so that it can be finished after
 * the power has failed at any point. The launcher starts no broker while it is there.
 *
 * @param replaced the name of the folder that takes what there was; empty if there was nothing
 * @param old names in the data folder that go there
 */
record RestorePlan(Path data, String replaced, List<String> old) {
    private static final String FOLDER = ".restore";
    private static final String READY = "ready";

    static Path folder(Path data) {
        return data.resolve(FOLDER);
    }

    /** Where the new files are. */
    static Path fresh(Path data) {
        return folder(data).resolve("new");
    }

    static Optional<RestorePlan> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(folder(data).resolve(READY));
            return Optional.of(new RestorePlan(data, lines.getFirst(), List.copyOf(lines.subList(1, lines.size()))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** From here on it will be finished, whatever happens. */
    void write() throws IOException {
        Path folder = folder(data);
        Path temporary = folder.resolve(READY + ".part");
        List<String> lines = new ArrayList<>(List.of(replaced));
        lines.addAll(old);
        try (FileChannel channel = PrivateFiles.create(temporary)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        PrivateFiles.force(folder);
        PrivateFiles.force(data);
        Files.move(temporary, folder.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.force(folder);
    }

    /** Each step is a rename; done again, it finds what is left to do. */
    void finish() throws IOException {
        Path fresh = fresh(data);
        TreeSet<String> names = new TreeSet<>(old);
        names.addAll(children(fresh));
        Path away = data.resolve(replaced.isEmpty() ? FOLDER : replaced);
        if (!replaced.isEmpty()) {
            PrivateFiles.createFolder(away);
            Owner.follow(away, data);
        }
        for (String name : names) {
            Path present = data.resolve(name);
            Path next = fresh.resolve(name);
            boolean moved = Files.exists(away.resolve(name));
            if (old.contains(name) && !moved && Files.exists(present)) {
                Files.move(present, away.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                PrivateFiles.force(away);
            }
            if (Files.exists(next)) {
                Files.move(next, present, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        PrivateFiles.force(data);
        PrivateFiles.delete(folder(data).resolve(READY));
        PrivateFiles.force(folder(data));
        PrivateFiles.delete(folder(data));
    }

    private static List<String> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
