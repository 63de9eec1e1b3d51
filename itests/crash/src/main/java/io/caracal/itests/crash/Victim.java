package io.caracal.itests.crash;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.BrokerStart;
import io.caracal.itests.support.Distribution;
import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The broker, whose process comes and goes while its data folder and its address stay. */
final class Victim implements AutoCloseable {
    private final Distribution distribution;
    private final Map<String, String> settings;
    private final InetSocketAddress address;
    private volatile Optional<Broker> broker = Optional.empty();
    private int starts;

    /** @param settings for {@code --set} */
    Victim(Distribution distribution, Map<String, String> settings) {
        this.distribution = distribution;
        this.settings = Map.copyOf(settings);
        // Whoever ends this process does not want to leave another behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.ifPresent(Broker::destroy)));
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.one());
    }

    InetSocketAddress address() {
        return address;
    }

    /** Where its files are. */
    Path folder() {
        return broker.orElseThrow().data().resolve("..").normalize();
    }

    /** Starts it on the data that there are. */
    void launch() throws IOException {
        BrokerStart start = distribution.broker().set("listeners.tcp.default.bind", "127.0.0.1:" + address.getPort());
        settings.forEach(start::set);
        if (broker.isPresent()) {
            Path console = folder().resolve("console.log");
            Files.move(console, console.resolveSibling("console-" + starts + ".log"));
            start.after(broker.get());
        }
        starts++;
        broker = Optional.of(start.launch());
    }

    void awaitReady() {
        broker.orElseThrow().awaitReady();
    }

    void kill() throws InterruptedException {
        broker.orElseThrow().kill();
    }

    /** Ends it in order. */
    void stop() throws InterruptedException {
        int code = broker.orElseThrow().stop();
        if (code != 0) {
            throw new AssertionError("exit code " + code + " after SIGTERM:\n"
                    + broker.orElseThrow().console());
        }
    }

    /** What it has said since its last start and may not say. */
    List<String> trouble() {
        return broker.orElseThrow().trouble();
    }

    /** Ends it in order and takes its files away. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (broker.isPresent()) {
            broker.get().close();
        }
    }
}
