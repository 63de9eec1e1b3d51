package io.caracal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * An upload that arrived whole.
 *
 * @param sha256 of the content
 * @param actor who sent it; nobody else may use it
 * @param since when, of a clock that only runs forward, in nanoseconds
 * @param unpackedBytes the most that all its files may hold together
 */
record Upload(Path file, String sha256, String actor, long since, long unpackedBytes) {

    /** Finds out what it is, and reads it as that. */
    PluginUnit read(UnitReader units) throws RefusedException {
        String from = "upload sha256:" + sha256;
        try {
            if (!isZip()) {
                return units.feature(file, from, Provenance.UPLOAD, new HashMap<>());
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                if (zip.getEntry(FeatureArchive.FEATURE) == null) {
                    return units.bundle(file, from, "", Provenance.UPLOAD);
                }
                Path feature = new FeatureArchive(zip, unpackedBytes).unpack(unpacked());
                return units.feature(feature, from, Provenance.UPLOAD, new HashMap<>());
            }
        } catch (IOException e) {
            throw RefusedException.content("it is no sound jar, archive or feature file (" + e.getMessage() + ")");
        } finally {
            deleteUnpacked();
        }
    }

    private boolean isZip() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2 && start[0] == 'P' && start[1] == 'K';
        }
    }

    private Path unpacked() {
        return file.resolveSibling(file.getFileName() + ".d");
    }

    private void deleteUnpacked() throws RefusedException {
        try {
            deleteAll(unpacked());
        } catch (IOException e) {
            throw RefusedException.surroundings("what was unpacked of it cannot be deleted (" + e + ")");
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.delete(path);
        }
    }
}
