package io.caracal.transport.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client asks for that wants to speak MQTT over WebSocket. */
record UpgradeRequest(HttpRequest http, WebsocketSettings settings) {
    private static final int MAX_PORT = 65535;

    /** Why a request is answered otherwise than the client hopes. */
    record Refusal(HttpResponseStatus status, String reason) {}

    /** Null if it is granted. */
    @Nullable
    Refusal refusal() {
        if (http.decoderResult().isFailure()) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "this is no HTTP request");
        }
        if (!new QueryStringDecoder(http.uri()).rawPath().equals(settings.mqttPath())) {
            return new Refusal(HttpResponseStatus.NOT_FOUND, "MQTT is at " + settings.mqttPath());
        }
        if (!http.method().equals(HttpMethod.GET)) {
            return new Refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, "expected is GET");
        }
        if (!http.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                || !"13".equals(http.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return new Refusal(HttpResponseStatus.UPGRADE_REQUIRED, "expected is WebSocket of version 13");
        }
        if (!http.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "there is no Sec-WebSocket-Key");
        }
        if (!subprotocolFits()) {
            return new Refusal(
                    HttpResponseStatus.BAD_REQUEST,
                    "Sec-WebSocket-Protocol has none of " + String.join(", ", settings.supportedSubprotocols()));
        }
        return originFits() ? null : new Refusal(HttpResponseStatus.FORBIDDEN, "pages of this origin may not connect");
    }

    private boolean subprotocolFits() {
        List<String> offered = http.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
        return offered.isEmpty()
                ? !settings.failIfNoSubprotocol()
                : offered.stream().anyMatch(settings.supportedSubprotocols()::contains);
    }

    private boolean originFits() {
        if (!settings.checkOriginEnable()) {
            return true;
        }
        String origin = http.headers().get(HttpHeaderNames.ORIGIN);
        return origin == null
                ? settings.allowOriginAbsence()
                : settings.checkOrigins().stream()
                        .anyMatch(allowed -> allowed.equals(origin.toLowerCase(Locale.ROOT)) || allowed.equals(origin));
    }

    /** Where the client is, as a proxy tells it, if a header for that is configured and there. */
    Optional<InetSocketAddress> forwarded() {
        return settings.proxyAddressHeader()
                .flatMap(this::last)
                .flatMap(UpgradeRequest::address)
                .map(address -> new InetSocketAddress(
                        address,
                        settings.proxyPortHeader()
                                .flatMap(this::last)
                                .flatMap(UpgradeRequest::port)
                                .orElse(0)));
    }

    /** What the proxy next to us has added stands last; whatever is before it a client may have made up. */
    private Optional<String> last(String header) {
        List<String> values = http.headers().getAll(header);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String value = values.getLast();
        return Optional.of(value.substring(value.lastIndexOf(',') + 1).strip());
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(
                    text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= MAX_PORT ? Optional.of(port) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
