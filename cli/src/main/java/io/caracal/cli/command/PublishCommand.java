package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.Environment;
import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "publish", description = "Publishes a message: caracal publish greenhouse/temperature 21.5")
final class PublishCommand extends Group implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MESSAGE", description = "The payload, as text.")
    private @Nullable String message;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The payload is the content of this file, '-' for the input.")
    private @Nullable Path file;

    @Option(
            names = {"-q", "--qos"},
            paramLabel = "QOS",
            defaultValue = "0",
            description = "0, 1 or 2 (default: 0).")
    private int qos;

    @Option(
            names = {"-r", "--retain"},
            description = "Retain it.")
    private boolean retain;

    @Option(names = "--expiry", paramLabel = "SECONDS", description = "Message Expiry Interval.")
    private @Nullable Long expiry;

    @Option(names = "--content-type", paramLabel = "TYPE", description = "Content Type.")
    private @Nullable String contentType;

    @Option(names = "--response-topic", paramLabel = "TOPIC", description = "Response Topic.")
    private @Nullable String responseTopic;

    @Option(names = "--correlation-data", paramLabel = "TEXT", description = "Correlation Data.")
    private @Nullable String correlationData;

    @Option(names = "--property", paramLabel = "NAME=VALUE", description = "A user property; may be repeated.")
    private @Nullable Map<String, String> userProperties;

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("topic", topic);
        body.put("qos", qos);
        body.put("retain", retain);
        body.put("payload", Base64.getEncoder().encodeToString(payload()));
        body.put("payload_encoding", "base64");
        Map<String, Object> properties = properties();
        if (!properties.isEmpty()) {
            body.put("properties", properties);
        }
        Node answer = api().json(Call.post("publish").json(body)).content();
        boolean nobody = answer.number("reason_code", 0) == 16;
        return done("Published to " + topic + (nobody ? "; nobody has subscribed to it." : "."), answer);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        putIfGiven(properties, "message_expiry_interval", expiry);
        putIfGiven(properties, "content_type", contentType);
        putIfGiven(properties, "response_topic", responseTopic);
        putIfGiven(properties, "correlation_data", correlationData);
        putIfGiven(properties, "user_properties", userProperties);
        return properties;
    }

    private static void putIfGiven(Map<String, Object> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private byte[] payload() {
        if (file != null && message != null) {
            throw new CliException(ExitCode.USAGE, "'publish' takes MESSAGE or --file, not both.");
        }
        if (file == null) {
            return (message == null ? "" : message).getBytes(StandardCharsets.UTF_8);
        }
        Environment environment = caracal().environment();
        try (InputStream in = file.equals(Path.of("-")) ? environment.in() : Files.newInputStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, "The file " + file + " cannot be read: " + e + ".", e);
        }
    }
}
