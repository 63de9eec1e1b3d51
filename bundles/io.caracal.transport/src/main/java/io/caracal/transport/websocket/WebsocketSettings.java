package io.caracal.transport.websocket;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code websocket} of a listener. */
@Applies(Applies.When.NEW_CONNECTIONS)
public record WebsocketSettings(
        @Description("The path of the address that clients ask for, as in ws://broker:8083/mqtt.")
        @Default("/mqtt")
        @Range(min = 1)
        String mqttPath,

        @Description(
                "The subprotocols that clients may name; the first one of the client's that is among them is taken.")
        @Default("[\"mqtt\", \"mqttv3.1\", \"mqtt-v3\", \"mqtt-v3.1.1\", \"mqtt-v5\"]")
        @Range(min = 1)
        List<String> supportedSubprotocols,

        @Description("Whether a client that names no subprotocol is turned away.") @Default("true")
        boolean failIfNoSubprotocol,

        @Description(
                "Whether what is sent is compressed where the client can do that too. It costs some hundred kilobytes a connection.")
        @Default("false")
        boolean compress,

        @Description(
                "The most bytes of a frame, compressed or not. A packet may be spread over frames, but most clients send one in one: "
                        + "not below mqtt.max_packet_size.")
        @Default("2MB")
        @Range(min = 128)
        Bytes maxFrameSize,

        @Description("Whether only pages of check_origins may connect, as browsers tell where a page comes from.")
        @Default("false")
        boolean checkOriginEnable,

        @Description(
                "Whether a client that does not tell where it comes from, as no client but browsers does, is let in all the same.")
        @Default("true")
        boolean allowOriginAbsence,

        @Description("Where pages may come from: http://localhost:18083, for example.")
        List<String> checkOrigins,

        @Description(
                "The header in which a proxy tells the address of the client, x-forwarded-for for example; its last address is taken. "
                        + "Only for listeners that nobody but the proxy reaches, since anybody can send such a header. Absent for none.")
        Optional<String> proxyAddressHeader,

        @Description("The header in which a proxy tells the port of the client. Absent for none.")
        Optional<String> proxyPortHeader,

        @Description("How long a client may take until it has asked for WebSocket.") @Default("15s") @Range(min = 100)
        Duration handshakeTimeout) {
    public WebsocketSettings {
        supportedSubprotocols = List.copyOf(supportedSubprotocols);
        checkOrigins = List.copyOf(checkOrigins);
        if (!mqttPath.startsWith("/")) {
            throw new IllegalArgumentException(
                    "mqtt_path: given \"" + mqttPath + "\", expected a path that begins with /");
        }
    }
}
