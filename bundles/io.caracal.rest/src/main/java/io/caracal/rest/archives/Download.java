package io.caracal.rest.archives;

import io.caracal.api.rest.RestException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The answer that is a file of an {@link ArchiveFolder}, to be kept elsewhere. */
public final class Download {
    private Download() {}

    /** @throws RestException if there is no such file */
    public static Response of(ArchiveFolder folder, String filename) throws IOException {
        Path file = folder.get(filename);
        return Response.ok(Files.newInputStream(file), MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", "attachment; filename=\"" + filename + "\"")
                .header("Content-Length", Files.size(file))
                .build();
    }
}
