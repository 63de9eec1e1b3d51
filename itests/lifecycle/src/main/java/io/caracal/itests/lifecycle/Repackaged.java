package io.caracal.itests.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The same bundle under another version, whole or broken. */
final class Repackaged {
    private Repackaged() {}

    static Path as(String version, Path jar, Path folder) {
        return copy(version, jar, folder, entry -> !entry.equals(JarFile.MANIFEST_NAME));
    }

    /** It resolves and starts, and none of its components can be made. */
    static Path withoutClasses(String version, Path jar, Path folder) {
        return copy(version, jar, folder, entry -> !entry.equals(JarFile.MANIFEST_NAME) && !entry.endsWith(".class"));
    }

    private static Path copy(String version, Path jar, Path folder, Predicate<String> taken) {
        Path target = folder.resolve(version + ".jar");
        try (JarFile in = new JarFile(jar.toFile())) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (JarEntry entry : Collections.list(in.entries())) {
                    if (taken.test(entry.getName())) {
                        copy(in, entry, out);
                    }
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        to.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = from.getInputStream(entry)) {
            content.transferTo(to);
        }
        to.closeEntry();
    }
}
