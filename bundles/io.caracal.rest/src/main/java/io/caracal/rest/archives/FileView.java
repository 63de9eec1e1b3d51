package io.caracal.rest.archives;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Page;
import java.io.IOException;
import java.time.Instant;

/** A file, as EMQX users know it. */
public record FileView(
        @Describe("Its name.") String filename,
        @Describe("Bytes.") long size,
        @Describe("When it was made.") Instant createdAt,

        @Describe("The same as seconds since 1970.") long createdAtSec,

        @Describe("Where it is.") String node) {
    public static FileView of(ArchiveFolder.Entry entry, String node) {
        return new FileView(
                entry.name(), entry.size(), entry.createdAt(), entry.createdAt().getEpochSecond(), node);
    }

    /** A page of the files of a folder, the newest first. */
    public static Page<FileView> page(ArchiveFolder folder, String node, int page, int limit) throws IOException {
        return Page.of(folder.all().stream().map(entry -> of(entry, node)).toList(), page, limit);
    }
}
