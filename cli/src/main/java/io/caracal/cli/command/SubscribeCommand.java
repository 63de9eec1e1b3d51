package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.mqtt.MqttAddress;
import io.caracal.cli.mqtt.Subscriber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "subscribe",
        description = {
            "Prints messages as they come, over MQTT: caracal subscribe 'greenhouse/#'",
            "Ends with Ctrl-C, or after --count or --for."
        })
final class SubscribeCommand extends Group implements Callable<Integer> {
    @Parameters(paramLabel = "FILTER", arity = "1..*", description = "Topic filters.")
    private List<String> filters = List.of();

    @Option(
            names = {"-q", "--qos"},
            paramLabel = "QOS",
            defaultValue = "0",
            description = "The highest QoS, 0 to 2 (default: 0).")
    private int qos;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "End after so many messages.")
    private @Nullable Long count;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after this time.")
    private @Nullable Long seconds;

    @Option(
            names = "--mqtt-url",
            paramLabel = "URL",
            description = "mqtt://HOST:PORT or mqtts://HOST:PORT; else the first TCP listener that the REST API names.")
    private @Nullable String mqttUrl;

    @Option(names = "--id", paramLabel = "ID", description = "The client identifier; else the broker gives one.")
    private @Nullable String clientId;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "NAME",
            description = "The user name.")
    private @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The password is the first line of this file, or of the input with '-'; else it is asked for.")
    private @Nullable Path passwordFile;

    @Override
    public Integer call() {
        URI address = mqttUrl == null ? MqttAddress.announced(api()) : MqttAddress.parse(mqttUrl);
        String password = username == null
                ? null
                : new Passwords(caracal().environment()).known("Password of " + username, passwordFile);
        Subscriber.Login login = new Subscriber.Login(clientId == null ? "" : clientId, username, password);
        MessagePrinter printer = new MessagePrinter(output());
        Duration limit = seconds == null ? Duration.ofDays(10_000) : Duration.ofSeconds(seconds);
        long most = count == null ? Long.MAX_VALUE : count;
        boolean complete = new Subscriber(address, login, caracal().timeout()).run(filters, qos, most, limit, printer);
        if (!complete && count != null) {
            throw new CliException(
                    ExitCode.TRY_AGAIN, "Not all of " + count + " messages came within " + seconds + " s.");
        }
        return ExitCode.OK.number();
    }
}
