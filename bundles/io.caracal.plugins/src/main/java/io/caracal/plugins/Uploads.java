package io.caracal.plugins;

import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** What was uploaded and is not used yet: bounded in number, size and time, and gone with the process. */
final class Uploads {
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int AT_ONCE = 4;

    private final Path folder;
    private final UploadRules rules;
    private final LongSupplier nanos;
    private final Map<String, Upload> present = new HashMap<>();
    private final Set<String> arriving = new HashSet<>();

    /**
     * Who may upload how much.
     *
     * @param unpackedBytes the most that all files of an archive may hold together
     */
    record UploadRules(boolean enable, Set<String> allow, long maxBytes, long unpackedBytes) {}

    Uploads(Path folder, UploadRules rules, LongSupplier nanos) {
        this.folder = folder;
        this.rules = rules;
        this.nanos = nanos;
    }

    /** Deletes what an earlier process has left. */
    void clear() throws IOException {
        if (Files.isDirectory(folder)) {
            Upload.deleteAll(folder);
        }
    }

    /** Takes one in; see {@link io.caracal.api.plugins.PluginAdministration#receive}. */
    String receive(InputStream content, String sha256, String actor) throws PluginException, IOException {
        checkAllowed(actor);
        String expected = expected(sha256);
        String id = UUID.randomUUID().toString();
        begin(id);
        Path file = folder.resolve(id);
        try {
            Files.createDirectories(folder);
            String found = copy(content, file);
            if (!found.equals(expected)) {
                throw new PluginException(
                        Kind.REFUSED,
                        "the SHA-256 of what arrived is " + found + ", and " + expected
                                + " was announced; it was changed or cut off on the way, send it again");
            }
            keep(id, new Upload(file, expected, actor, nanos.getAsLong(), rules.unpackedBytes()));
            return id;
        } finally {
            end(id, file);
        }
    }

    private void checkAllowed(String actor) throws PluginException {
        if (!rules.enable()) {
            throw new PluginException(
                    Kind.FORBIDDEN,
                    "uploads are off; plugins.upload.enable = true allows them, read SECURITY.md before");
        }
        if (!rules.allow().contains(actor)) {
            throw new PluginException(
                    Kind.FORBIDDEN,
                    "'" + actor
                            + "' may not upload plugins; the right to do so is given by name in plugins.upload.allow");
        }
    }

    private static String expected(String sha256) throws PluginException {
        try {
            return Sha256.parse(sha256);
        } catch (RefusedException e) {
            throw new PluginException(Kind.REFUSED, e.reason(), e);
        }
    }

    private String copy(InputStream content, Path file) throws PluginException, IOException {
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                total += n;
                if (total > rules.maxBytes()) {
                    throw new PluginException(
                            Kind.TOO_LARGE,
                            "it is larger than " + rules.maxBytes()
                                    + " bytes; if that is what it needs, raise plugins.upload.max_size");
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        return Sha256.text(digest);
    }

    private synchronized void begin(String id) throws PluginException, IOException {
        expire();
        if (present.size() + arriving.size() >= AT_ONCE) {
            throw new PluginException(
                    Kind.BUSY, AT_ONCE + " uploads wait to be used already; use them, or wait until they expire");
        }
        arriving.add(id);
    }

    private synchronized void keep(String id, Upload upload) {
        present.put(id, upload);
    }

    private synchronized void end(String id, Path file) throws IOException {
        arriving.remove(id);
        if (!present.containsKey(id)) {
            Files.deleteIfExists(file);
        }
    }

    private void expire() throws IOException {
        List<String> old = new ArrayList<>();
        present.forEach((id, upload) -> {
            if (nanos.getAsLong() - upload.since() > LIFETIME.toNanos()) {
                old.add(id);
            }
        });
        for (String id : old) {
            discard(id);
        }
    }

    synchronized Upload open(String id) throws PluginException {
        Upload upload = present.get(id);
        if (upload == null) {
            throw new PluginException(
                    Kind.NOT_FOUND, "there is no upload " + id + "; it was used, or has expired, or never arrived");
        }
        return upload;
    }

    /** Forgets one, if it is there. */
    synchronized void discard(String id) throws IOException {
        Upload upload = present.remove(id);
        if (upload != null) {
            upload.delete();
        }
    }
}
