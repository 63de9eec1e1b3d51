package io.caracal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A feature with its jars in one zip: {@code feature.json} and, beside it, the jars that it names. Nothing is unpacked but what the
 * feature names, under names made of its coordinates and never of those in the zip; sizes are counted, never believed.
 */
final class FeatureArchive {
    static final String FEATURE = "feature.json";

    private final ZipFile zip;
    private long left;

    FeatureArchive(ZipFile zip, long unpackedBytes) {
        this.zip = zip;
        this.left = unpackedBytes;
    }

    /** Unpacks it and returns the feature file. */
    Path unpack(Path folder) throws IOException, RefusedException {
        byte[] json = bytes(zip.getEntry(FEATURE));
        Set<String> named = FeatureFile.parse(text(json)).bundles().stream()
                .map(bundle -> bundle.id().fileName())
                .collect(Collectors.toSet());
        checkEntries(named);
        Files.createDirectories(folder);
        Path feature = folder.resolve(FEATURE);
        Files.write(feature, json);
        for (String name : named) {
            ZipEntry entry = zip.getEntry(name);
            if (entry != null) {
                unpack(entry, folder.resolve(name));
            }
        }
        return feature;
    }

    private void checkEntries(Set<String> named) throws RefusedException {
        Set<String> seen = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (!seen.add(name)) {
                throw RefusedException.content("it has two entries '" + name + "'; pack it again");
            }
            if (!name.equals(FEATURE) && !named.contains(name)) {
                throw RefusedException.content("its entry '" + name + "' is none of the bundles that its " + FEATURE
                        + " names; expected are " + named + " in no folder");
            }
        }
    }

    private byte[] bytes(ZipEntry entry) throws IOException, RefusedException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(FeatureFile.MAX_BYTES + 1);
            if (bytes.length > FeatureFile.MAX_BYTES) {
                throw RefusedException.content(
                        "its " + FEATURE + " is larger than " + FeatureFile.MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static String text(byte[] utf8) throws RefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RefusedException.content("its " + FEATURE + " is no text in UTF-8 (" + e.getMessage() + ")");
        }
    }

    private void unpack(ZipEntry entry, Path target) throws IOException, RefusedException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                left -= n;
                if (left < 0) {
                    throw RefusedException.content(
                            "its jars are larger than plugins.max_unpacked_size allows; if that is what it needs, raise it");
                }
                out.write(buffer, 0, n);
            }
        }
    }
}
