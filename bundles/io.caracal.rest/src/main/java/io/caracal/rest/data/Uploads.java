package io.caracal.rest.data;

import io.caracal.api.config.Configuration;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.archive.Archive;
import io.caracal.archive.ArchiveException;
import io.caracal.archive.Kind;
import io.caracal.archive.PrivateFiles;
import io.caracal.rest.DashboardSettings;
import io.caracal.rest.archives.ArchiveFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Takes export files from elsewhere: bounded, checked, and under their name only when they are whole. */
record Uploads(ArchiveFolder folder, Configuration configuration) {
    /** How much larger than the file itself its content may be. */
    private static final int MOST_EXPANSION = 50;

    void take(String name, InputStream content) throws IOException {
        Path file = folder.place(name);
        if (Files.exists(file)) {
            throw taken(name);
        }
        Path temporary = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            copy(content, temporary, limit());
            check(temporary);
            Files.createLink(file, temporary); // unlike a rename it replaces nothing
            PrivateFiles.force(folder.make());
        } catch (FileAlreadyExistsException _) {
            throw taken(name);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static RestException taken(String name) {
        return new RestException(
                ErrorCode.ALREADY_EXISTS, "there is a file " + name + " already; delete it, or give another name");
    }

    private long limit() {
        return configuration.section(DashboardSettings.class).maxImportSize().value();
    }

    private static void copy(InputStream content, Path file, long limit) throws IOException {
        try (FileChannel channel = PrivateFiles.create(file)) {
            byte[] block = new byte[1 << 16];
            long size = 0;
            for (int count = content.read(block); count >= 0; count = content.read(block)) {
                size += count;
                if (size > limit) {
                    throw new RestException(
                            ErrorCode.CONTENT_TOO_LARGE,
                            "the file has more than the " + limit + " bytes that dashboard.max_import_size allows");
                }
                ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    private static void check(Path file) throws IOException {
        try (Archive archive = Archive.open(file)) {
            if (archive.manifest().kind() != Kind.EXPORT) {
                throw RestException.badRequest(
                        "a backup was given, expected an export; backups are restored by 'caracal restore'");
            }
            if (archive.manifest().bytes() > Files.size(file) * MOST_EXPANSION + (1 << 20)) {
                throw RestException.badRequest("the content of the file is more than " + MOST_EXPANSION
                        + " times larger than the file, which no export of Caracal is");
            }
            archive.verify();
        } catch (ArchiveException e) {
            throw RestException.badRequest(
                    "the file cannot be used: " + String.valueOf(e.getMessage()).replace(file.toString(), "it"));
        }
    }
}
