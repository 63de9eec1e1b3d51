package io.caracal.itests.clients;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command that runs, or has run. */
final class Tool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<String> command;
    private final Process process;
    private final CompletableFuture<String> output;

    /** What it said, standard error included, and answered. */
    record Result(List<String> command, int exitCode, String output) {

        String expectSuccess() {
            if (exitCode != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + exitCode + ":\n" + output);
            }
            return output;
        }
    }

    private Tool(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        // On a thread of its own: the common pool has but one where there are two processors, and another tool's output
        // may hold it.
        this.output = CompletableFuture.supplyAsync(this::readAll, Thread::startVirtualThread);
    }

    private String readAll() {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    static Tool start(Path folder, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        return new Tool(List.of(command), builder.start());
    }

    static Result run(Path folder, String... command) {
        try (Tool tool = start(folder, command)) {
            return tool.awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command[0] + " was running", e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    Result awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(String.join(" ", command) + " still runs after " + PATIENCE);
        }
        return new Result(command, process.exitValue(), output.join());
    }

    /** Ends it hard if it still runs. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
