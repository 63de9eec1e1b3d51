package io.caracal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Private copies of jars, named by their content. What is checked is the copy and what is installed is the copy, so that a file
 * that changes in between, or under an open bundle, harms nobody.
 */
final class Staging {
    private final Path folder;
    private final FileLayer files;

    /** A copy: where it lies and the SHA-256 of its content in hexadecimal. */
    record Copy(Path jar, String sha) {}

    Staging(Path folder, FileLayer files) {
        this.folder = folder;
        this.files = files;
    }

    Copy take(Path source) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(UUID.randomUUID() + ".part");
        try {
            String sha = copy(source, part);
            Path jar = jar(sha);
            files.move(part, jar);
            return new Copy(jar, sha);
        } finally {
            files.delete(part);
        }
    }

    /** Where the copy of that content lies, if there is one. */
    Path jar(String sha) {
        return folder.resolve(sha + ".jar");
    }

    private String copy(Path source, Path target) throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = Files.newInputStream(source);
                OutputStream out = new DigestOutputStream(files.create(target), digest)) {
            in.transferTo(out);
        }
        return Sha256.text(digest);
    }

    /** Returns when these copies outlive a loss of power. */
    void secure(Collection<PluginBundle> bundles) throws IOException {
        for (PluginBundle bundle : bundles) {
            files.force(bundle.jar());
        }
        files.forceFolder(folder);
    }

    /** Deletes the copies that no one needs any more. */
    void keepOnly(Set<Path> used) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{jar,part}")) {
            for (Path file : found) {
                if (!used.contains(file)) {
                    files.delete(file);
                }
            }
        }
    }
}
