package io.caracal.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** An answer whose body has not been read yet. */
record Answer(HttpURLConnection connection, int status, InputStream body) implements AutoCloseable {
    static Answer of(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        return new Answer(connection, status, stream == null ? InputStream.nullInputStream() : stream);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Nullable
    String header(String name) {
        return connection.getHeaderField(name);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
