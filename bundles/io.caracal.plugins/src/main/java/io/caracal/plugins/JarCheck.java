package io.caracal.plugins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a jar from end to end before anyone else opens it: the central directory, each entry against its checksum, the manifest.
 * Sizes are counted while unpacking, never believed.
 */
final class JarCheck {
    static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** The largest manifest; those of real bundles with hundreds of packages stay below a tenth of it. */
    static final int MANIFEST_BYTES = 1 << 20;

    /** Class files and text pack down to a fifth or a tenth; what unpacks to more than a hundred times its size is made to harm. */
    private static final long SUSPICIOUS_RATIO = 100;

    /** Below this, the ratio says nothing: a small file of zeroes is harmless. */
    private static final long RATIO_COUNTS_FROM_BYTES = 8L << 20;

    private final JarLimits limits;

    JarCheck(JarLimits limits) {
        this.limits = limits;
    }

    /**
     * Checks a jar that nobody writes to.
     *
     * @return the main section of its manifest
     * @throws RefusedException if it is no sound jar; with {@link RefusedException.Remedy#PATIENCE} if it looks cut off
     */
    Attributes check(Path jar) throws RefusedException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            checkNames(zip);
            readAll(zip, jar.toFile().length());
            return manifest(zip);
        } catch (IOException e) {
            throw RefusedException.unfinished("it is no complete jar (" + e.getMessage()
                    + "); copy it again, best under another name such as x.part, and rename it when it is complete");
        }
    }

    private void checkNames(ZipFile zip) throws RefusedException {
        if (zip.size() > limits.entries()) {
            throw RefusedException.content("it has " + zip.size() + " entries, at most " + limits.entries()
                    + " are allowed (plugins.max_entries)");
        }
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (leadsOutside(name)) {
                throw RefusedException.content("its entry '" + name
                        + "' leads outside the jar; nobody builds such a jar by accident, find out where it came from");
            }
            if (!names.add(name)) {
                throw RefusedException.content("it has two entries '" + name
                        + "', so that two readers may see two different jars; build it again");
            }
        }
    }

    private static boolean leadsOutside(String name) {
        return name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.indexOf(':') == 1
                || Arrays.asList(name.split("/", -1)).contains("..");
    }

    private void readAll(ZipFile zip, long fileBytes) throws IOException, RefusedException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            CRC32 crc = new CRC32();
            try (InputStream in = zip.getInputStream(entry)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    crc.update(buffer, 0, n);
                    total += n;
                    checkSize(total, fileBytes);
                }
            }
            if (entry.getCrc() != crc.getValue()) {
                throw new ZipException("entry " + entry.getName() + " does not match its checksum");
            }
        }
    }

    private void checkSize(long unpacked, long packed) throws RefusedException {
        if (unpacked > limits.unpackedBytes()) {
            throw RefusedException.content("it unpacks to more than " + limits.unpackedBytes()
                    + " bytes; if that is what it needs, raise plugins.max_unpacked_size");
        }
        if (unpacked > RATIO_COUNTS_FROM_BYTES && unpacked > packed * SUSPICIOUS_RATIO) {
            throw RefusedException.content("it unpacks to more than " + SUSPICIOUS_RATIO
                    + " times its size; that is a zip bomb, find out where it came from");
        }
    }

    private static Attributes manifest(ZipFile zip) throws IOException, RefusedException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw RefusedException.content("it has no " + MANIFEST + "; a plugin is an OSGi bundle, build it with bnd");
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(MANIFEST_BYTES + 1);
        }
        if (bytes.length > MANIFEST_BYTES) {
            throw RefusedException.content("its manifest is larger than " + MANIFEST_BYTES + " bytes");
        }
        try {
            return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        } catch (IOException | IllegalArgumentException e) {
            throw RefusedException.content(
                    "its manifest cannot be read (" + e.getMessage() + "); build it again with bnd");
        }
    }
}
