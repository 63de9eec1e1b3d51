package io.caracal.itests.cli;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Somebody's shell, with a home folder of its own and the broker of one data folder. */
final class Shell {
    private final Distribution distribution = Distribution.built();
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    Shell(Path home, Path data) {
        this.home = home;
        environment.put("CARACAL_JAVA_HOME", System.getProperty("java.home"));
        environment.put("CARACAL_DATA", data.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** {@code caracal …}, to its end. */
    Said caracal(String... arguments) {
        return caracalReading("", arguments);
    }

    /** With something on standard input. */
    Said caracalReading(String input, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(distribution.home().resolve("bin/caracal").toString()));
        command.addAll(List.of(arguments));
        return run(input, command);
    }

    /** Any other command. */
    Said run(String input, List<String> command) {
        try {
            return ended(start(input, command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A call that goes on; ended hard when closed. */
    Going caracalGoingOn(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(distribution.home().resolve("bin/caracal").toString()));
        command.addAll(List.of(arguments));
        try {
            return start("", command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Going start(String input, List<String> command) throws IOException {
        Path in = Files.writeString(Files.createTempFile(home, "call", ".in"), input);
        Path out = Files.createTempFile(home, "call", ".out");
        Path err = Files.createTempFile(home, "call", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Going(builder.start(), out, err);
    }

    private static Said ended(Going going) throws IOException, InterruptedException {
        try (going) {
            if (!going.process().waitFor(Broker.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + Broker.PATIENCE + ": " + going.said());
            }
            return new Said(going.process().exitValue(), going.said(), Files.readString(going.err()));
        }
    }

    /** A process, and the files of what it says. */
    record Going(Process process, Path out, Path err) implements AutoCloseable {
        String said() {
            try {
                return Files.readString(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    /** What a call has said and answered. */
    record Said(int code, String out, String err) {
        Said succeeded() {
            if (code != 0) {
                throw new AssertionError("expected is success, found was " + this);
            }
            return this;
        }

        /** The output of {@code -o json}. */
        @SuppressWarnings("TypeParameterUnusedInFormals") // the caller knows what it asked for
        <T> T read() {
            return new org.yaml.snakeyaml.Yaml().load(out);
        }
    }
}
