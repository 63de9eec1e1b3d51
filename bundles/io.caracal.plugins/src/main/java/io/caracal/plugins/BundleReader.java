package io.caracal.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/** Turns a jar into a bundle that may be installed: copied, read from end to end, its signature and its manifest checked. */
final class BundleReader {
    private final Staging staging;
    private final JarLimits limits;
    private final SignatureRule signatures;

    BundleReader(Staging staging, JarLimits limits, SignatureRule signatures) {
        this.staging = staging;
        this.limits = limits;
        this.signatures = signatures;
    }

    /**
     * Reads a jar that is not ours.
     *
     * @param coordinates by which it was named; empty if it was not
     * @param sha256 that it has to have, if one was given
     */
    PluginBundle read(Path source, String coordinates, Optional<String> sha256, Provenance provenance)
            throws RefusedException {
        try {
            if (Files.size(source) > limits.fileBytes()) {
                throw RefusedException.content("it is larger than " + limits.fileBytes()
                        + " bytes; if that is what it needs, raise plugins.max_size");
            }
            Staging.Copy copy = staging.take(source);
            compare(copy.sha(), sha256);
            return checked(copy, source, coordinates, Files.getLastModifiedTime(source), provenance);
        } catch (IOException e) {
            throw UnitReader.unreadable(e);
        }
    }

    /** Reads one of our own copies again, as if it were not ours. */
    PluginBundle readCopy(String sha256, String coordinates, Provenance provenance) throws RefusedException {
        Path jar = staging.jar(sha256);
        try {
            String found = Files.isRegularFile(jar) ? Sha256.of(jar) : "";
            if (!found.equals(sha256)) {
                throw RefusedException.content("the copy " + jar
                        + (found.isEmpty() ? " is missing" : " has been changed (it has SHA-256 " + found + ")")
                        + "; install the plugin again");
            }
            return checked(new Staging.Copy(jar, sha256), jar, coordinates, Files.getLastModifiedTime(jar), provenance);
        } catch (IOException e) {
            throw RefusedException.content("the copy " + jar + " cannot be read (" + e + "); install the plugin again");
        }
    }

    private static void compare(String found, Optional<String> expected) throws RefusedException {
        if (expected.isPresent() && !expected.get().equals(found)) {
            throw RefusedException.content("its SHA-256 is " + found + ", and " + expected.get()
                    + " is expected; it is another file than was meant, or it was changed on the way");
        }
    }

    private PluginBundle checked(
            Staging.Copy copy, Path source, String coordinates, FileTime modified, Provenance provenance)
            throws RefusedException {
        ManifestLint lint = new ManifestLint(new JarCheck(limits).check(copy.jar())::getValue);
        signatures.check(copy.jar(), provenance);
        PluginBundle bundle = new PluginBundle(
                lint.symbolicName(),
                lint.version(),
                copy.sha(),
                copy.jar(),
                source,
                coordinates,
                modified,
                lint.warnings());
        List<String> violations = lint.violations();
        if (!violations.isEmpty()) {
            throw RefusedException.content(String.join("; also, ", violations));
        }
        return bundle;
    }
}
