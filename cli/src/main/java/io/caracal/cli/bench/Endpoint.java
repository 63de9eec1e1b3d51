package io.caracal.cli.bench;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where MQTT is spoken, and in what it is wrapped.
 *
 * @param path of the WebSocket; empty without one
 */
public record Endpoint(boolean tls, boolean webSocket, String host, int port, String path) {

    /** @param text {@code mqtt://}, {@code mqtts://}, {@code ws://} or {@code wss://}, also {@code tcp://} and {@code ssl://}; without a scheme {@code mqtt} */
    public static Endpoint parse(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "mqtt://" + text);
            Endpoint endpoint = uri.getHost() == null ? null : of(uri);
            if (endpoint != null) {
                return endpoint;
            }
        } catch (IllegalArgumentException _) {
            // falls through to the same answer
        }
        throw new CliException(
                ExitCode.USAGE,
                "--mqtt-url needs mqtt://HOST:PORT, mqtts://HOST:PORT, ws://HOST:PORT/PATH or wss://HOST:PORT/PATH, found '"
                        + text + "'.");
    }

    private static @Nullable Endpoint of(URI uri) {
        return switch (uri.getScheme()) {
            case "mqtt", "tcp" -> new Endpoint(false, false, uri.getHost(), port(uri, 1883), "");
            case "mqtts", "ssl" -> new Endpoint(true, false, uri.getHost(), port(uri, 8883), "");
            case "ws" -> new Endpoint(false, true, uri.getHost(), port(uri, 8083), path(uri));
            case "wss" -> new Endpoint(true, true, uri.getHost(), port(uri, 8084), path(uri));
            default -> null;
        };
    }

    private static int port(URI uri, int usual) {
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    private static String path(URI uri) {
        return uri.getRawPath().isEmpty() ? "/mqtt" : uri.getRawPath();
    }

    /** The host without the brackets of an IPv6 address. */
    String hostName() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** As the user would name it. */
    @Override
    public String toString() {
        String scheme = webSocket ? (tls ? "wss" : "ws") : tls ? "mqtts" : "mqtt";
        return scheme + "://" + host + ":" + port + path;
    }
}
