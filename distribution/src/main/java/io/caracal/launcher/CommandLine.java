package io.caracal.launcher;

import io.caracal.launcher.Command.LaunchOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments. Written by hand: five options are no reason for a library on the way of every start. */
final class CommandLine {
    static final String USAGE = """
            Usage: caracal COMMAND [OPTIONS]

            Commands:
              run            start the broker in the foreground; ends with Ctrl-C or SIGTERM
              start          start the broker in the background, wait until it is ready
              stop           end the broker that runs on the data folder, wait for its end
              status         say whether a broker runs on the data folder
              config check   validate the configuration, start nothing
              version        print the version
              help           print this text

            Options of run, start and config check:
              --config FILE      configuration file (default: config/caracal.conf of the distribution)
              --data DIR         data folder (default: data/ of the distribution); also for stop and status
              --set KEY=VALUE    overrides one setting, may be repeated: --set mqtt.max_packet_size=2MB

            Option of stop:
              --timeout SECONDS  how long to wait for the end (default: 60)

            Exit codes: 0 done, 1 unexpected, 3 not running (status), 64 usage, 69 cannot listen,
            73 data folder not writable, 75 already running, 78 configuration.
            """;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final Path home;
    private final Deque<String> rest;
    private @Nullable Path config;
    private @Nullable Path data;
    private Duration timeout = STOP_TIMEOUT;
    private final List<String> settings = new ArrayList<>();

    private CommandLine(Path home, List<String> arguments) {
        this.home = home;
        this.rest = new ArrayDeque<>(arguments);
    }

    /**
     * @param home the unpacked distribution, the base of the defaults
     * @throws LaunchException with {@link ExitCode#USAGE} naming the argument that is wrong
     */
    static Command parse(Path home, List<String> arguments) throws LaunchException {
        return new CommandLine(home, arguments).command();
    }

    private Command command() throws LaunchException {
        String name = rest.isEmpty() ? "help" : rest.removeFirst();
        return switch (name) {
            case "run" -> new Command.Run(launchOptions());
            case "config" -> {
                if (!"check".equals(rest.pollFirst())) {
                    throw usage("After 'config' expected is 'check'.");
                }
                yield new Command.CheckConfiguration(launchOptions());
            }
            case "status" -> {
                options(List.of("--data"));
                yield new Command.Status(dataFolder());
            }
            case "stop" -> {
                options(List.of("--data", "--timeout"));
                yield new Command.Stop(dataFolder(), timeout);
            }
            case "version", "--version", "-V" -> {
                options(List.of());
                yield new Command.Version();
            }
            case "help", "--help", "-h" -> new Command.Help();
            default -> throw usage("There is no command '" + name + "'.");
        };
    }

    private LaunchOptions launchOptions() throws LaunchException {
        options(List.of("--config", "--data", "--set"));
        Path file = config == null ? home.resolve("config", "caracal.conf") : config;
        return new LaunchOptions(home, file, dataFolder(), List.copyOf(settings));
    }

    private Path dataFolder() {
        return data == null ? home.resolve("data") : data;
    }

    private void options(List<String> allowed) throws LaunchException {
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!allowed.contains(name)) {
                throw usage("There is no option '" + name + "' here.");
            }
            option(name, equals < 0 ? following(name) : argument.substring(equals + 1));
        }
    }

    private String following(String name) throws LaunchException {
        String value = rest.pollFirst();
        if (value == null || value.startsWith("--")) {
            throw usage("Option " + name + " needs a value.");
        }
        return value;
    }

    private void option(String name, String value) throws LaunchException {
        switch (name) {
            case "--config" -> config = path(name, value);
            case "--data" -> data = path(name, value);
            case "--set" -> settings.add(setting(value));
            case "--timeout" -> timeout = seconds(value);
            default -> throw new IllegalStateException(name);
        }
    }

    private static Path path(String name, String value) throws LaunchException {
        try {
            if (!value.isBlank()) {
                return Path.of(value).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException _) {
            // falls through to the same answer
        }
        throw usage("Option " + name + " needs a path, found '" + value + "'.");
    }

    private static String setting(String value) throws LaunchException {
        if (value.indexOf('=') < 1 || value.lines().count() != 1) {
            throw usage("Option --set needs KEY=VALUE on one line, found '" + value + "'.");
        }
        return value;
    }

    private static Duration seconds(String value) throws LaunchException {
        if (!value.matches("[0-9]{1,6}")) {
            throw usage("Option --timeout needs seconds, found '" + value + "'.");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    private static LaunchException usage(String message) {
        return new LaunchException(ExitCode.USAGE, message + " Try 'caracal help'.");
    }
}
