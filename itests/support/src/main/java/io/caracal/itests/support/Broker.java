package io.caracal.itests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running broker. Closing it stops it, and fails if it did not end in order or had logged what no client may cause. */
public final class Broker implements AutoCloseable {
    /** Generous: a bound for a hang, not a statement about speed. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern LISTENING = Pattern.compile("listening on +tcp:default 127\\.0\\.0\\.1:([1-9]\\d*)\n");
    private static final Pattern REST = Pattern.compile("listening on +http:rest (http://\\S+)\n");
    private static final Pattern TROUBLE =
            Pattern.compile("\\bERROR\\b|\\bLEAK\\b|OutOfMemoryError|StackOverflowError");

    private final Process process;
    private final Path folder;

    Broker(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Where it listens for MQTT over TCP. */
    public InetSocketAddress address() {
        List<String> ports = LISTENING
                .matcher(console())
                .results()
                .map(match -> match.group(1))
                .toList();
        if (ports.size() != 1) {
            throw new AssertionError("expected is one listener, said was:\n" + console());
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ports.getFirst()));
    }

    public int port() {
        return address().getPort();
    }

    /** Where a listener listens, {@code ssl:default}; the first of its addresses. */
    public InetSocketAddress address(String listener) {
        return Pattern.compile("listening on +" + Pattern.quote(listener) + " ([0-9.]+):([1-9]\\d*)")
                .matcher(console())
                .results()
                .map(match -> new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2))))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("expected is a listener " + listener + ", said was:\n" + console()));
    }

    /** Where it listens for HTTP: {@code http://127.0.0.1:18083}. */
    public String restUrl() {
        return REST.matcher(console())
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected is an open REST API, said was:\n" + console()));
    }

    /** Its data folder. */
    public Path data() {
        return folder.resolve("data");
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** What it has said on its standard output and error, its log included. */
    public String console() {
        try {
            return Files.readString(folder.resolve("console.log"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what the broker says in " + folder, e);
        }
    }

    /** Returns when it has said that it is ready. */
    public void awaitReady() {
        await().atMost(PATIENCE).until(() -> console().contains("ready in ") || !alive());
        if (!alive()) {
            throw new AssertionError("the broker did not start:\n" + console());
        }
    }

    /** Lines of its log that no client may cause. */
    public List<String> trouble() {
        return console().lines().filter(line -> TROUBLE.matcher(line).find()).toList();
    }

    /** Returns when the text stands in the log {@code times} times. */
    public void awaitLog(String text, int times) {
        await().alias("\"" + text + "\" in the log " + times + " times")
                .atMost(PATIENCE)
                .until(() -> console().split(Pattern.quote(text), -1).length > times);
    }

    /** Tells it to read its configuration file again: SIGHUP. */
    public void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    /** Ends it as a power failure does; its files stay for a successor. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The same without waiting for the end. */
    public void destroy() {
        process.destroyForcibly();
    }

    /** Tells it to stop as an init system does, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the broker still runs " + PATIENCE + " after SIGTERM; its log is in " + folder);
        }
        return process.exitValue();
    }

    /** Stops it if it runs; its files go, unless they show something. */
    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(stop()).as("exit code; the log is in %s", folder).isZero();
        assertThat(trouble()).as("errors and leaks in the log in %s", folder).isEmpty();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
