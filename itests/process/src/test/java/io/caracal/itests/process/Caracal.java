package io.caracal.itests.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of {@code bin/caracal}, to be refined and then run. */
final class Caracal {
    /** Generous: a bound for a hang, not a statement about speed. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path workingDirectory = Path.of("").toAbsolutePath();

    Caracal(Path script, List<String> arguments) {
        command.add(script.toString());
        command.addAll(arguments);
        environment.put("CARACAL_JAVA_HOME", System.getProperty("java.home"));
    }

    Caracal with(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    /** An empty value takes the variable away. */
    Caracal environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Caracal in(Path directory) {
        workingDirectory = directory;
        return this;
    }

    /** Runs it to its end. */
    Result run() throws IOException, InterruptedException {
        try (Running running = launch()) {
            return running.awaitEnd();
        }
    }

    /** Starts it and lets it run. */
    Running launch() throws IOException {
        Path out = Files.createTempFile("caracal", ".out");
        Path err = Files.createTempFile("caracal", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return new Running(builder.start(), out, err);
    }

    /** What it said and answered. */
    record Result(int exitCode, String out, String err) {}

    /** Still running, perhaps; ended hard when closed. */
    record Running(Process process, Path outFile, Path errFile) implements AutoCloseable {
        long pid() {
            return process.pid();
        }

        String out() throws IOException {
            return Files.readString(outFile);
        }

        Running awaitReady() {
            await().atMost(PATIENCE).until(() -> out().contains("ready in ") || !process.isAlive());
            return this;
        }

        /** Tells it to stop as an init system does. */
        Result terminate() throws IOException, InterruptedException {
            process.destroy();
            return awaitEnd();
        }

        Result awaitEnd() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + PATIENCE + "\n" + out() + Files.readString(errFile));
            }
            return new Result(process.exitValue(), out(), Files.readString(errFile));
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.destroyForcibly().waitFor();
            Files.delete(outFile);
            Files.delete(errFile);
        }
    }
}
