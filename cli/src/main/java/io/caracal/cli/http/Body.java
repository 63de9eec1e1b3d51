package io.caracal.cli.http;

import io.caracal.cli.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is sent along.
 *
 * @param length in bytes
 */
public record Body(String type, long length, Source source) {
    /** Opens the content anew. */
    public interface Source {
        InputStream open() throws IOException;
    }

    public static Body json(Object value) {
        return of("application/json", Json.bytes(value));
    }

    public static Body text(String text) {
        return of("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file, sent as it is read. */
    public static Body file(String type, Path file) throws IOException {
        return new Body(type, Files.size(file), () -> Files.newInputStream(file));
    }

    private static Body of(String type, byte[] bytes) {
        return new Body(type, bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
