package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.bench.Bench;
import io.caracal.cli.bench.Endpoint;
import io.caracal.cli.bench.Fleet;
import io.caracal.cli.bench.Tls;
import io.caracal.cli.mqtt.MqttAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every run: where the clients connect, and as whom. */
final class BenchClients {
    private static final int PREFIXES = 1 << 16;

    @Option(
            names = "--mqtt-url",
            paramLabel = "URL",
            description =
                    "mqtt://, mqtts://, ws:// or wss://HOST:PORT[/PATH] of any broker; else the first TCP listener that the REST API names.")
    private @Nullable String mqttUrl;

    @Option(
            names = "--first",
            paramLabel = "N",
            defaultValue = "0",
            description = "The number of the first client, for %%i (default: 0).")
    private int first;

    @Option(
            names = "--connect-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Connections opened a second (default: as fast as they are answered, 100 at a time).")
    private double connectRate;

    @Option(
            names = {"-V", "--mqtt"},
            paramLabel = "VERSION",
            defaultValue = "5",
            description = "The version of MQTT: 3 (3.1), 4 (3.1.1) or 5 (default: 5).")
    private int version;

    @Option(
            names = "--id-prefix",
            paramLabel = "TEXT",
            description = "What client identifiers begin with (default: bench- and a random number).")
    private @Nullable String prefix;

    @Option(
            names = {"-k", "--keep-alive"},
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "The keep alive (default: 60); 0 turns it off.")
    private int keepAlive;

    @Option(
            names = "--session-expiry",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long sessions outlive their connections (default: 0, clean sessions).")
    private long sessionExpiry;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "NAME",
            description = "The user name; %%i becomes the number of a client, %%c its identifier.")
    private @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The password is the first line of this file, or of the input with '-'; else it is asked for.")
    private @Nullable Path passwordFile;

    @Option(names = "--cert", paramLabel = "FILE", description = "The clients' certificate (PEM), with --key.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "The key of it (PEM, PKCS#8, without a password).")
    private @Nullable Path key;

    @Option(names = "--insecure", description = "Takes whatever certificate the broker shows.")
    private boolean insecure;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "Local addresses to connect from in turn: each has about 28,000 ports for one listener (default: the system's choice).")
    private List<String> sources = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops that the clients are spread over (default: 1).")
    private int threads;

    @Option(
            names = "--progress",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How often to tell how it goes, on standard error (default: 1); 0 for never.")
    private int progress;

    int first() {
        return first;
    }

    Bench bench(CaracalCommand caracal) {
        BenchNumbers.check("--threads", threads, 1, 1024);
        BenchNumbers.check("--first", first, 0, Integer.MAX_VALUE / 2);
        BenchNumbers.check("--connect-rate", connectRate, 0, 1e6);
        BenchNumbers.check("--keep-alive", keepAlive, 0, 0xFFFF);
        BenchNumbers.check("--session-expiry", sessionExpiry, 0, 0xFFFF_FFFFL);
        BenchNumbers.check("--progress", progress, 0, 86_400);
        return new Bench(fleet(caracal), caracal.environment().err(), Duration.ofSeconds(progress));
    }

    private Fleet fleet(CaracalCommand caracal) {
        Endpoint endpoint = Endpoint.parse(
                mqttUrl == null ? MqttAddress.announced(caracal.api()).toString() : mqttUrl);
        String password = username == null
                ? null
                : new Passwords(caracal.environment()).known("Password of " + username, passwordFile);
        Tls tls = new Tls(caracal.addressing().certificates(), certificate, key, insecure);
        return new Fleet(
                endpoint,
                endpoint.tls() ? tls.context() : null,
                Fleet.version(version),
                prefix == null
                        ? "bench-%04x-".formatted(ThreadLocalRandom.current().nextInt(PREFIXES))
                        : prefix,
                keepAlive,
                sessionExpiry,
                username,
                password,
                addresses(),
                connectRate,
                caracal.timeout(),
                threads);
    }

    private List<InetAddress> addresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (String source : sources) {
            try {
                addresses.add(InetAddress.getByName(source));
            } catch (UnknownHostException e) {
                throw new CliException(
                        ExitCode.USAGE, "--from: given is '" + source + "', expected an address of this machine.", e);
            }
        }
        return addresses;
    }
}
