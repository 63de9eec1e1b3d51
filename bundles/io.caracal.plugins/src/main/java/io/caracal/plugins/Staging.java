package io.caracal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Private copies of jars, named by their content. What is checked is the copy and what is installed is the copy, so that a file
 * that changes in between, or under an open bundle, harms nobody.
 */
final class Staging {
    private final Path folder;

    /** A copy: where it lies and the SHA-256 of its content in hexadecimal. */
    record Copy(Path jar, String sha) {}

    Staging(Path folder) {
        this.folder = folder;
    }

    Copy take(Path source) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "copy", ".part");
        try {
            String sha = copy(source, part);
            Path jar = folder.resolve(sha + ".jar");
            Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
            return new Copy(jar, sha);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String copy(Path source, Path target) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(source);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Deletes the copies that no one needs any more. */
    void keepOnly(Set<Path> used) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{jar,part}")) {
            for (Path file : files) {
                if (!used.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
