package io.caracal.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a broker is to be started: {@code bin/caracal run} on a port that the operating system chooses, with a data folder of its own. */
public final class BrokerStart {
    private final Distribution distribution;
    private final List<String> arguments = new ArrayList<>();
    private String configuration = "";
    private String overrides = "";
    private Optional<Path> predecessor = Optional.empty();

    BrokerStart(Distribution distribution) {
        this.distribution = distribution;
    }

    /** {@code --set key=value}. */
    public BrokerStart set(String key, String value) {
        arguments.addAll(List.of("--set", key + "=" + value));
        return this;
    }

    /** The text of the configuration file, instead of the one that is shipped. */
    public BrokerStart configuration(String text) {
        configuration = text;
        return this;
    }

    /**
     * With what changes at run time have left before: HOCON for {@code data/configs/overrides.conf}. It gives {@code dashboard.listeners.http.bind}, which
     * can be changed then, and is not given on the command line.
     */
    public BrokerStart changedBefore(String hocon) {
        overrides = hocon;
        return this;
    }

    /** With the files of another one, which has ended. */
    public BrokerStart after(Broker other) {
        predecessor = Optional.of(other.data().resolve("..").normalize());
        return this;
    }

    /** On a folder with the name {@code data} that is there, or not yet; what lies beside it belongs to the broker too. */
    public BrokerStart on(Path data) {
        predecessor = Optional.of(data.toAbsolutePath().normalize().resolveSibling(""));
        return this;
    }

    /** Starts the broker and returns when it has said that it is ready. */
    public Broker start() {
        Broker broker = launch();
        broker.awaitReady();
        return broker;
    }

    /** Starts the broker and returns at once. */
    public Broker launch() {
        try {
            Path folder = predecessor.isPresent() ? predecessor.get() : Files.createTempDirectory("caracal-itest");
            return new Broker(builder(folder).start(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the broker of " + distribution.home(), e);
        }
    }

    private ProcessBuilder builder(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                distribution.home().resolve("bin/caracal").toString(),
                "run",
                "--data",
                folder.resolve("data").toString(),
                "--set",
                "listeners.tcp.default.bind=127.0.0.1:0"));
        if (overrides.isEmpty()) {
            command.addAll(List.of("--set", "dashboard.listeners.http.bind=127.0.0.1:0"));
        } else {
            Path configs = Files.createDirectories(folder.resolve("data/configs"));
            Files.writeString(configs.resolve("overrides.conf"), overrides);
        }
        if (!configuration.isEmpty()) {
            Path file = Files.writeString(folder.resolve("caracal.conf"), configuration);
            command.addAll(List.of("--config", file.toString()));
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("console.log").toFile());
        builder.environment().put("CARACAL_JAVA_HOME", System.getProperty("java.home"));
        // What the broker forgets to release is to be in its log.
        builder.environment().put("CARACAL_JAVA_OPTS", "-Xmx512m -Dio.netty.leakDetection.level=paranoid");
        return builder;
    }
}
