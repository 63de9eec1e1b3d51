package io.caracal.itests.servers;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came over the wire, nothing decoded.
 *
 * @param method {@code POST}
 * @param target path and query as sent
 * @param headers by name in lower case; of a header that came twice both values, joined by {@code ", "}
 * @param body as text in UTF-8
 */
public record HttpRequest(String method, String target, Map<String, String> headers, String body) {

    /** The value of a header; empty if it was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Reads the next request of a connection. Knows as much of HTTP/1.1 as the clients of these tests send. */
    static HttpRequest read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        if (first.length != 3) {
            throw new IOException("no request line: " + String.join(" ", first));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new HttpRequest(first[0], first[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException();
            }
            line.write(read);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
