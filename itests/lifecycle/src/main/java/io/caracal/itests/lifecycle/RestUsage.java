package io.caracal.itests.lifecycle;

import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Calls of the REST API, each on a connection of its own: there is an answer to every one, and nobody gets in without credentials. */
final class RestUsage implements Usage {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port = FreePorts.one();

    @Override
    public String configuration() {
        return "dashboard { listeners.http.bind = \"127.0.0.1:" + port
                + "\", max_request_rate = 0, login.first_password = \"fish and more fish\" }\n";
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.empty();
    }

    @Override
    public boolean works(InetSocketAddress broker) {
        return answer("/api/v5/error_codes", "GET", "").startsWith("HTTP/1.1 200")
                && answer("/api/v5/login", "POST", "{\"username\":5}").startsWith("HTTP/1.1 400");
    }

    @Override
    public boolean harms(InetSocketAddress broker) {
        return answer("/api/v5/users", "GET", "").startsWith("HTTP/1.1 2");
    }

    /** Empty if nothing listens. */
    private String answer(String path, String method, String body) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            String request = method + " " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
