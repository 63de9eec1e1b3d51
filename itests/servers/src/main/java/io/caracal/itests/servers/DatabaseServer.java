package io.caracal.itests.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real database with one database {@value #DATABASE} and one user {@value #USER}, who owns it. It speaks TLS to those who want it. It
 * keeps its port and its data when it is stopped and started again.
 */
public abstract class DatabaseServer implements AutoCloseable {
    public static final String DATABASE = "mqtt";
    public static final String USER = "caracal";

    /** A user as {@link #USER} is one, who is let in only with a certificate of the authority; by the same password. */
    public static final String CERTIFIED = "certified";

    public static final String PASSWORD = "a \"password\" for tests";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Certificates certificates;
    private final int port = Ports.free();
    private volatile Optional<Process> process = Optional.empty();

    DatabaseServer() {
        try {
            folder = Files.createTempDirectory(
                    "caracal-" + getClass().getSimpleName().toLowerCase(Locale.ROOT));
            certificates = Certificates.in(Files.createDirectory(folder.resolve("tls")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.handOver(folder);
    }

    /** Makes the data folder. */
    abstract void initialize(Path data);

    /** How the server is started in the foreground. */
    abstract List<String> command(Path data);

    /** How statements are run by an administrator: a client that reads them from its standard input. */
    abstract List<String> client();

    /** True if the server answers an administrator. */
    abstract boolean answers();

    /** Creates database and user. */
    abstract void prepare();

    final void begin() {
        // A run of tests that is broken off leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.ifPresent(Process::destroyForcibly)));
        initialize(data());
        start();
        prepare();
    }

    private Path data() {
        return folder.resolve("data");
    }

    final Path folder() {
        return folder;
    }

    /** On 127.0.0.1. */
    public final int port() {
        return port;
    }

    /** {@code 127.0.0.1:PORT}, as settings name a server. */
    public final String address() {
        return "127.0.0.1:" + port;
    }

    public final Certificates certificates() {
        return certificates;
    }

    /** What it has said. */
    public final String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs statements in the database, as its administrator; returns the rows, values separated by tabs. */
    public final String execute(String sql) {
        return Commands.run(client(), sql);
    }

    /** How many connections {@value #USER} has at this moment. */
    public final int sessions() {
        return Integer.parseInt(execute(countSessions()).strip());
    }

    abstract String countSessions();

    /** Starts it and returns when it answers. */
    public final void start() {
        // After a kill some of its processes may still be on their way out, and hold it up: it is tried again.
        Awaitility.await("server on port " + port).atMost(PATIENCE).until(this::startsAndAnswers);
    }

    private boolean startsAndAnswers() throws IOException {
        if (process.filter(Process::isAlive).isEmpty()) {
            process = Optional.of(new ProcessBuilder(Commands.unprivileged(command(data())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start());
        }
        return answers();
    }

    /** Ends it as a power failure does. */
    public final void kill() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** From now on it holds its connections and answers nothing, as one does whose disk hangs. */
    public final void freeze() {
        signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public final void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        processes().forEach(one -> Commands.run(List.of("kill", "-" + name, Long.toString(one.pid())), ""));
    }

    /** The server first, then those that it has started. */
    private List<ProcessHandle> processes() {
        ProcessHandle server = process.orElseThrow().toHandle();
        return Stream.concat(Stream.of(server), server.descendants()).toList();
    }

    /** Which signal ends it though clients are connected. */
    abstract String stopSignal();

    /** Ends it, and deletes its files. */
    @Override
    public final void close() {
        try {
            Process running = process.orElseThrow();
            if (running.isAlive()) {
                Commands.run(List.of("kill", "-" + stopSignal(), Long.toString(running.pid())), "");
            }
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
            List<Path> files;
            try (Stream<Path> walk = Files.walk(folder)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
