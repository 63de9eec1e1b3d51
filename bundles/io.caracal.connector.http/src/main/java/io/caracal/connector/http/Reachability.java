package io.caracal.connector.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Whether somebody listens where the server should be, and proves to be it. No request is sent: nobody can know which one would do
 * nothing to the server.
 */
record Reachability(URI base, Optional<SSLContext> tls, Duration limit) implements Runnable {
    @Override
    public void run() {
        String host = base.getHost();
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try (Socket socket = new Socket()) {
            int millis = (int) limit.toMillis();
            socket.connect(new InetSocketAddress(plain, Requests.port(base)), millis);
            socket.setSoTimeout(millis);
            if (tls.isPresent()) {
                handshake(tls.get(), socket, plain);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    base.getHost() + ":" + Requests.port(base) + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private void handshake(SSLContext context, Socket socket, String host) throws IOException {
        try (SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(socket, host, Requests.port(base), true)) {
            secure.startHandshake();
        }
    }
}
