package io.caracal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads an archive. What is in it is trusted only after {@link #verify}; every failure names the file. */
public final class Archive implements AutoCloseable {
    private static final int LARGEST_MANIFEST = 64 << 20;

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private Archive(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** @throws ArchiveException if it is no archive, damaged, or of a form that is not understood */
    public static Archive open(Path file) throws IOException {
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile());
            return new Archive(file, zip, manifest(zip));
        } catch (ZipException | ArchiveException e) {
            throw closing(zip, new ArchiveException(file + " is no archive of Caracal: " + e.getMessage(), e));
        } catch (NoSuchFileException e) {
            throw new ArchiveException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw closing(zip, e);
        }
    }

    private static <E extends IOException> E closing(@Nullable ZipFile zip, E e) {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
        }
        return e;
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new ArchiveException("it has no " + Manifest.NAME);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LARGEST_MANIFEST + 1);
            if (bytes.length > LARGEST_MANIFEST) {
                throw new ArchiveException("its " + Manifest.NAME + " is larger than any that Caracal writes");
            }
            return Manifest.parse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    public Path file() {
        return file;
    }

    public Manifest manifest() {
        return manifest;
    }

    /**
     * Reads everything and compares it with the manifest.
     *
     * @throws ArchiveException naming the first file that is not as it was written, is missing, or does not belong here
     */
    public void verify() throws IOException {
        Set<String> present = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!present.add(entry.getName())) {
                throw damaged(entry.getName(), "is there twice");
            }
        }
        present.remove(Manifest.NAME);
        for (Content content : manifest.contents()) {
            present.remove(content.name());
            copy(content, OutputStream.nullOutputStream());
        }
        if (!present.isEmpty()) {
            throw damaged(present.iterator().next(), "is not named in its " + Manifest.NAME);
        }
    }

    /** Whether there is a file of this name. */
    public Optional<Content> find(String name) {
        return manifest.contents().stream()
                .filter(content -> content.name().equals(name))
                .findFirst();
    }

    /** The bytes of a file, as many as the manifest says at most. */
    public InputStream read(Content content) throws IOException {
        return new Bounded(zip.getInputStream(entry(content)), content.size());
    }

    /** Copies a file and compares it with the manifest while doing so. */
    public void copy(Content content, OutputStream out) throws IOException {
        ZipEntry entry = entry(content);
        Digests.Copied copied;
        try (InputStream in = zip.getInputStream(entry)) {
            copied = Digests.copy(in, out, content.size(), content.name());
        } catch (ZipException e) {
            throw new ArchiveException(damage(content.name(), "cannot be read"), e);
        } catch (ArchiveException e) {
            throw new ArchiveException(file + " is damaged: " + e.getMessage(), e);
        }
        if (copied.size() != content.size() || !copied.sha256().equals(content.sha256())) {
            throw damaged(content.name(), "is not as it was written (SHA-256)");
        }
    }

    private ZipEntry entry(Content content) throws ArchiveException {
        ZipEntry entry = zip.getEntry(content.name());
        if (entry == null) {
            throw damaged(content.name(), "is missing");
        }
        return entry;
    }

    private ArchiveException damaged(String name, String what) {
        return new ArchiveException(damage(name, what));
    }

    private String damage(String name, String what) {
        return file + " is damaged: " + Names.shown(name) + " " + what + ". Use another copy of it.";
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
