package io.caracal.itests.servers;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a server does with a request: the ways in which servers are known to go wrong, and one in which they do not. An exception
 * closes the connection.
 */
@FunctionalInterface
public interface HttpBehaviour {
    /**
     * Answers, or does not.
     *
     * @param out the connection; what is written goes out at once
     */
    void answer(HttpRequest request, OutputStream out) throws IOException, InterruptedException;

    /** A proper answer of JSON. */
    static HttpBehaviour json(String body) {
        return respond(200, "application/json", body);
    }

    /** An answer without a body. */
    static HttpBehaviour status(int status) {
        return (_, out) -> write(out, "HTTP/1.1 " + status + " As Told\r\nContent-Length: 0\r\n\r\n");
    }

    /** An answer in full. */
    static HttpBehaviour respond(int status, String contentType, String body) {
        return (_, out) -> write(
                out,
                "HTTP/1.1 " + status + " As Told\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    /** Thinks first. */
    static HttpBehaviour slow(Duration pause, HttpBehaviour then) {
        return (request, out) -> {
            Thread.sleep(pause);
            then.answer(request, out);
        };
    }

    /** Reads the request and never says a word. */
    static HttpBehaviour silent() {
        return (_, _) -> Thread.sleep(Duration.ofHours(1));
    }

    /** Reads the request and hangs up. */
    static HttpBehaviour hangUp() {
        return (_, _) -> {
            throw new EOFException("as told");
        };
    }

    /** Promises more than it sends. */
    static HttpBehaviour breakOff(String body) {
        return (_, out) -> {
            write(
                    out,
                    "HTTP/1.1 200 As Told\r\nContent-Type: application/json\r\nContent-Length: "
                            + (body.length() + 1000) + "\r\n\r\n" + body);
            throw new EOFException("as told");
        };
    }

    /** A body that says its length beforehand, or one that never ends. */
    static HttpBehaviour huge(long length) {
        return (_, out) -> {
            write(
                    out,
                    "HTTP/1.1 200 As Told\r\nContent-Type: application/json\r\nContent-Length: " + length
                            + "\r\n\r\n{\"result\":\"allow\",\"more\":\"");
            byte[] filling = new byte[8192];
            Arrays.fill(filling, (byte) 'x');
            for (long sent = 0; sent < length; sent += filling.length) {
                out.write(filling);
            }
        };
    }

    /** Headers without an end. */
    static HttpBehaviour endlessHeaders() {
        return (_, out) -> {
            write(out, "HTTP/1.1 200 As Told\r\n");
            for (int i = 0; ; i++) {
                write(out, "X-Filling-" + i + ": " + "x".repeat(1000) + "\r\n");
            }
        };
    }

    /** Sends the client somewhere else. */
    static HttpBehaviour redirect(int status, String location) {
        return (_, out) -> write(
                out, "HTTP/1.1 " + status + " As Told\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** A chunked body, one byte at a time. */
    static HttpBehaviour drip(String body, Duration pause) {
        return (_, out) -> {
            write(out, "HTTP/1.1 200 As Told\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (char c : body.toCharArray()) {
                Thread.sleep(pause);
                write(out, "1\r\n" + c + "\r\n");
            }
            write(out, "0\r\n\r\n");
        };
    }

    /** Says something that is not HTTP. */
    static HttpBehaviour babble() {
        return (_, out) -> {
            write(out, "220 mail.example.com ESMTP ready\r\n");
            throw new EOFException("as told");
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
