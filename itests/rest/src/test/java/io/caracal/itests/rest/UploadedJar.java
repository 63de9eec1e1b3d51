package io.caracal.itests.rest;

import io.caracal.itests.support.Distribution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Bundles of the distribution under other versions, as bytes to be sent. */
final class UploadedJar {
    private UploadedJar() {}

    static byte[] whole(String bundle, String version) {
        return copy(bundle, Map.of("Bundle-Version", version));
    }

    /** It needs what nobody provides. */
    static byte[] unwired(String bundle, String version) {
        return copy(bundle, Map.of("Bundle-Version", version, "Require-Capability", "nowhere"));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] copy(String bundle, Map<String, String> headers) {
        try (JarFile in = new JarFile(find(bundle).toFile())) {
            Manifest manifest = in.getManifest();
            headers.forEach(manifest.getMainAttributes()::putValue);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry : Collections.list(in.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream content = in.getInputStream(entry)) {
                            content.transferTo(out);
                        }
                    }
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String bundle) throws IOException {
        PathMatcher jar = FileSystems.getDefault().getPathMatcher("glob:**/" + bundle + "/*/" + bundle + "-*.jar");
        try (Stream<Path> files = Files.walk(Distribution.built().repository())) {
            return files.filter(jar::matches).findFirst().orElseThrow();
        }
    }
}
