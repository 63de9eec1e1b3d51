package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A broker to test: the assembled distribution in a process of its own, or one that somebody else runs. */
final class Broker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern TROUBLE =
            Pattern.compile("\\bERROR\\b|\\bLEAK\\b|OutOfMemoryError|StackOverflowError");

    private final InetSocketAddress address;
    private final @Nullable Process process;
    private final @Nullable Path folder;

    private Broker(InetSocketAddress address, @Nullable Process process, @Nullable Path folder) {
        this.address = address;
        this.process = process;
        this.folder = folder;
    }

    /** A broker that runs already and keeps running. */
    static Broker running(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        var address = new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
        return new Broker(address, null, null);
    }

    /**
     * Starts the distribution on a free port with a data folder of its own, and waits until it takes connections.
     *
     * @param distribution the unpacked distribution
     * @param plugin a jar to install, or null
     * @param settings {@code key=value}
     */
    static Broker start(Path distribution, @Nullable Path plugin, List<String> settings) {
        try {
            Path folder = Files.createTempDirectory("caracal-conformance");
            Path home = plugin == null ? distribution : Folders.copyWithPlugin(distribution, plugin, folder);
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.one());
            var command = new ArrayList<>(List.of(
                    home.resolve("bin/caracal").toString(),
                    "run",
                    "--data",
                    folder.resolve("data").toString(),
                    "--set",
                    "listeners.tcp.default.bind=127.0.0.1:" + address.getPort(),
                    "--set",
                    "dashboard.listeners.http.bind=127.0.0.1:0"));
            settings.forEach(setting -> command.addAll(List.of("--set", setting)));
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("console.log").toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("CARACAL_JAVA_OPTS", "-Xmx256m -Dio.netty.leakDetection.level=paranoid");
            var broker = new Broker(address, builder.start(), folder);
            broker.awaitStart();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the broker of " + distribution, e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** Everything that the broker said: console and log files. */
    String log() {
        if (folder == null) {
            return "";
        }
        try (var files = Files.walk(folder)) {
            var text = new StringBuilder();
            for (Path file : files.filter(Broker::isLog).toList()) {
                text.append(Files.readString(file, StandardCharsets.UTF_8));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the logs in " + folder, e);
        }
    }

    /** Segments of the store are called so too, and so is the folder of its bundle. */
    private static boolean isLog(Path file) {
        return Files.isRegularFile(file)
                && file.toString().endsWith(".log")
                && !file.toString().contains("segment-");
    }

    /** Lines of the log that no client may cause: errors, leaks of buffers, fatal errors of the virtual machine. */
    List<String> trouble() {
        return log().lines().filter(line -> TROUBLE.matcher(line).find()).toList();
    }

    boolean alive() {
        return process == null || process.isAlive();
    }

    /** Has the broker's JVM collect garbage: only then does Netty notice buffers that were lost. */
    void collectGarbage() throws IOException, InterruptedException {
        if (process == null) {
            return;
        }
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        int code = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(code).as("exit code of %s", jcmd).isZero();
    }

    /** Stops the broker and fails if it died before or logged an error or a leak; then its folder stays to be looked at. */
    @Override
    public void close() throws InterruptedException {
        if (process == null || folder == null) {
            return;
        }
        boolean wasAlive = process.isAlive();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the broker did not stop within 30 s; its log is in " + folder);
        }
        assertThat(wasAlive)
                .as("the broker was alive at the end of the tests; its log is in %s", folder)
                .isTrue();
        assertThat(trouble())
                .as("errors and leaks in the log of the broker in %s", folder)
                .isEmpty();
        Folders.delete(folder);
    }

    private void awaitStart() {
        Instant end = Instant.now().plus(START);
        while (!answers()) {
            if (!alive() || Instant.now().isAfter(end)) {
                String said = log();
                if (process != null) {
                    process.destroyForcibly();
                }
                throw new IllegalStateException("the broker does not answer on " + address + ":\n" + said);
            }
            Thread.onSpinWait();
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException e) {
            LockSupport.parkNanos(50_000_000);
            return false;
        }
    }
}
