package io.caracal.launcher;

import io.caracal.launcher.Command.LaunchOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of the commands that start and stop a broker; all others, help included, are those of io.caracal.cli. Written by
 * hand: five options are no reason for a library on the way of every start.
 */
final class CommandLine {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final Path home;
    private final Map<String, String> environment;
    private final Deque<String> rest;
    private @Nullable Path config;
    private @Nullable Path data;
    private Duration timeout = STOP_TIMEOUT;
    private final List<String> settings = new ArrayList<>();

    private CommandLine(Path home, Map<String, String> environment, List<String> arguments) {
        this.home = home;
        this.environment = environment;
        this.rest = new ArrayDeque<>(arguments);
    }

    /**
     * @param home the unpacked distribution, the base of the defaults
     * @param environment where {@code CARACAL_CONFIG} and {@code CARACAL_DATA} take the place of options that are not given
     * @throws LaunchException with {@link ExitCode#USAGE} naming the argument that is wrong
     */
    static Command parse(Path home, Map<String, String> environment, List<String> arguments) throws LaunchException {
        return new CommandLine(home, environment, arguments).command();
    }

    private Command command() throws LaunchException {
        String name = rest.isEmpty() ? "" : rest.removeFirst();
        return switch (name) {
            case "run" -> new Command.Run(launchOptions());
            case "config" -> {
                if (!"check".equals(rest.pollFirst())) {
                    throw usage("After 'config' expected is 'check'.");
                }
                yield new Command.CheckConfiguration(launchOptions());
            }
            case "stop" -> {
                options(List.of("--data", "--timeout"));
                yield new Command.Stop(dataFolder(), timeout);
            }
            case "version", "--version", "-V" -> {
                options(List.of());
                yield new Command.Version();
            }
            default -> throw usage("There is no command '" + name + "' of the launcher.");
        };
    }

    private LaunchOptions launchOptions() throws LaunchException {
        options(List.of("--config", "--data", "--set"));
        Path file = named(config, "CARACAL_CONFIG", home.resolve("config", "caracal.conf"));
        return new LaunchOptions(home, file, dataFolder(), List.copyOf(settings));
    }

    private Path dataFolder() throws LaunchException {
        return named(data, "CARACAL_DATA", home.resolve("data"));
    }

    private Path named(@Nullable Path option, String variable, Path otherwise) throws LaunchException {
        if (option != null) {
            return option;
        }
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? otherwise : path(variable, value);
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
        throw usage(name + " needs a path, found '" + value + "'.");
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
