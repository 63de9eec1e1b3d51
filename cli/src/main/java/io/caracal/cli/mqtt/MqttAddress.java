package io.caracal.cli.mqtt;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Api;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where MQTT is spoken. */
public final class MqttAddress {
    private static final Set<String> ANY = Set.of("0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]", "");

    private MqttAddress() {}

    /** @param text {@code mqtt://host:port}, {@code mqtts://…}, or {@code host:port} */
    public static URI parse(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "mqtt://" + text);
            if (uri.getHost() != null && Set.of("mqtt", "mqtts").contains(uri.getScheme())) {
                int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("mqtt") ? 1883 : 8883;
                return URI.create((uri.getScheme().equals("mqtt") ? "tcp://" : "ssl://") + uri.getHost() + ":" + port);
            }
        } catch (IllegalArgumentException _) {
            // falls through to the same answer
        }
        throw new CliException(
                ExitCode.USAGE,
                "--mqtt-url needs an address such as mqtt://127.0.0.1:1883 or mqtts://broker.example:8883, found '"
                        + text + "'.");
    }

    /** The first running listener for MQTT over TCP that the broker names. */
    public static URI announced(Api api) {
        List<Node> listeners = new ArrayList<>();
        api.page(Call.get("listeners"), listeners::add);
        return listeners.stream()
                .filter(listener -> listener.text("id", "").startsWith("tcp:"))
                .filter(listener -> listener.isTrue("running"))
                .map(listener -> of(
                        listener.text("address", listener.text("bind", "")),
                        api.target().url()))
                .findFirst()
                .orElseThrow(
                        () -> new CliException(
                                ExitCode.UNREACHABLE,
                                "The broker at " + api.target().url()
                                        + " has no running listener for MQTT over TCP; see 'caracal listeners', or name an address with --mqtt-url."));
    }

    /** Bound to all addresses it is reached at the one that the REST API has. */
    private static URI of(String bind, URI rest) {
        int colon = bind.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : bind.substring(0, colon);
        return URI.create("tcp://" + (ANY.contains(host) ? rest.getHost() : host) + ":" + bind.substring(colon + 1));
    }
}
