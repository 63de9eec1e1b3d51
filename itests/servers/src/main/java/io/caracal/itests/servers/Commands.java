package io.caracal.itests.servers;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the operating system: where they are, and running them. */
final class Commands {
    private Commands() {}

    /** Looks in {@code PATH}, and where Debian puts servers. */
    static Optional<Path> find(String name) {
        return folders()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Path need(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException("no command " + name + " was found; run ./verify,"
                        + " which installs the servers of the tests"));
    }

    private static Stream<Path> folders() {
        Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        return Stream.of(path, Stream.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin")), postgresFolders())
                .flatMap(folders -> folders);
    }

    /** Debian keeps each major version in a folder of its own; the newest first. */
    private static Stream<Path> postgresFolders() {
        File[] versions = new File("/usr/lib/postgresql").listFiles();
        return versions == null
                ? Stream.empty()
                : Stream.of(versions)
                        .sorted((a, b) -> b.getName().compareTo(a.getName()))
                        .map(version -> version.toPath().resolve("bin"));
    }

    /** The command as a user who is not root, which these servers demand. */
    static List<String> unprivileged(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> all = new ArrayList<>(
                List.of(need("setpriv").toString(), "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        all.addAll(command);
        return all;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Gives the folder, and what is in it, to the user of {@link #unprivileged}. */
    static void handOver(Path folder) {
        if (isRoot()) {
            run(List.of("chown", "-R", "nobody:nogroup", folder.toString()), "");
        }
    }

    /** Runs to the end and returns what was printed; anything but success is an error that shows it. */
    static String run(List<String> command, String input) {
        Outcome outcome = outcome(command, input);
        if (outcome.code() != 0) {
            throw new IllegalStateException(command + " ended with " + outcome.code() + ":\n" + outcome.output());
        }
        return outcome.output();
    }

    static boolean succeeds(List<String> command) {
        return outcome(command, "").code() == 0;
    }

    private record Outcome(int code, String output) {}

    private static Outcome outcome(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // What these programs print before they have read everything fits into a pipe.
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
