package io.caracal.itests.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/** Folders of brokers under test. */
final class Folders {

    private Folders() {}

    /**
     * A copy of the distribution with one more jar in {@code plugins/}, since that folder belongs to the distribution and the original
     * is to stay as it was built.
     */
    static Path copyWithPlugin(Path distribution, Path plugin, Path into) throws IOException {
        Path copy = into.resolve("caracal");
        try (var files = Files.walk(distribution)) {
            for (Path file : files.filter(file -> !file.startsWith(distribution.resolve("data")))
                    .toList()) {
                Files.copy(file, copy.resolve(distribution.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.copy(plugin, copy.resolve("plugins").resolve(plugin.getFileName()));
        return copy;
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
