package io.caracal.rest.data;

import io.caracal.archive.ArchiveWriter;
import io.caracal.archive.Content;
import io.caracal.archive.Kind;
import io.caracal.archive.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes sections into an archive. */
record Export(List<DataSection> sections, Origin origin) {
    /** @param secrets whether secrets of the configuration are written, or masked */
    void write(Path file, boolean secrets) throws IOException {
        try (ArchiveWriter archive = new ArchiveWriter(file)) {
            for (DataSection section : sections) {
                Content unused = archive.add(section.name().file(), out -> section.export(out, secrets));
            }
            var unused = archive.finish(Kind.EXPORT, origin);
        }
    }
}
