package io.caracal.cli.address;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The broker of a data folder on this machine. Its lock tells whether it runs, as for {@code caracal stop}; {@code run/rest.json} where
 * its REST API is and with what token to ask.
 */
public record LocalBroker(Path data) {
    private static final long UNKNOWN = -1;
    private static final Duration YOUNG = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    /** The process that holds the folder, -1 if it cannot be told which; empty if none does. */
    public OptionalLong process() {
        try (FileChannel channel = FileChannel.open(data.resolve("caracal.lock"), StandardOpenOption.WRITE)) {
            return isTaken(channel) ? OptionalLong.of(pid()) : OptionalLong.empty();
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        } catch (AccessDeniedException _) {
            // Another user's broker. Whether it runs is told by its process.
            long pid = pid();
            boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            return alive ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNEXPECTED, "The data folder " + data + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    /** Whether the running broker has opened its listeners; the launcher leaves word of that. */
    public boolean isReady() {
        return process().isPresent() && number("run/ready") == process().getAsLong();
    }

    /** As {@link #rest}, but of a broker that was started just now it is waited for: the API opens a moment after the listeners. */
    Optional<Target> restOnceThere() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<Target> rest = rest();
        while (rest.isEmpty() && System.nanoTime() - end < 0 && isYoung()) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            rest = rest();
        }
        return rest;
    }

    private boolean isYoung() {
        OptionalLong process = process();
        return process.isPresent()
                && ProcessHandle.of(process.getAsLong())
                        .flatMap(handle -> handle.info().startInstant())
                        .filter(start -> start.plus(YOUNG).isAfter(Instant.now()))
                        .isPresent();
    }

    /** Its REST API; empty if the running broker has none. */
    public Optional<Target> rest() {
        Path file = restFile();
        try {
            Node node = new Node(Json.read(Files.readString(file)));
            Credential.Token token = new Credential.Token(
                    node.text("token", ""),
                    "The token in " + file
                            + " is not that of the broker that answers there; is it the broker of this data folder?");
            return Optional.of(new Target(
                    Urls.parse(node.text("url", ""), file.toString()), token, null, "the broker of " + data));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new CliException(
                    ExitCode.NOT_PERMITTED,
                    "The file " + file
                            + " lets only the user of the broker in. Call caracal as that user, or use 'caracal login' or --api-key with --url.",
                    e);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.CONFIGURATION, "The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    Path restFile() {
        return data.resolve("run").resolve("rest.json");
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException _) {
            return true; // by this very process
        }
    }

    private long pid() {
        return number("caracal.pid");
    }

    private long number(String file) {
        try {
            return Long.parseLong(Files.readString(data.resolve(file)).strip());
        } catch (IOException | NumberFormatException _) {
            return UNKNOWN; // not written yet, or not for this user
        }
    }
}
