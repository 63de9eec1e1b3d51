package io.caracal.itests.clients;

import static org.awaitility.Awaitility.await;

import io.caracal.itests.servers.Certificates;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** HAProxy with the configuration of the example, on loopback. */
final class Haproxy implements AutoCloseable {
    private final Process process;
    private final Path folder;
    private final int mqtt;
    private final int mqtts;

    private Haproxy(Process process, Path folder, int mqtt, int mqtts) {
        this.process = process;
        this.folder = folder;
        this.mqtt = mqtt;
        this.mqtts = mqtts;
    }

    /**
     * Starts it in front of two brokers, whose listeners need not be open yet.
     *
     * @param example its folder
     * @param folder is its own
     */
    static Haproxy start(Path example, Path folder, Certificates certificates, List<Integer> brokers)
            throws IOException {
        Path pem = folder.resolve("mqtt.pem");
        Files.writeString(
                pem, Files.readString(certificates.serverCertificate()) + Files.readString(certificates.serverKey()));
        Path extra = Files.writeString(
                folder.resolve("extra.cfg"), "global\n    stats socket " + folder.resolve("stats") + " level admin\n");
        List<Integer> ports = FreePorts.take(2);
        ProcessBuilder builder = new ProcessBuilder(
                        "haproxy", "-db", "-f", example.resolve("haproxy.cfg").toString(), "-f", extra.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "MQTT_BIND", "127.0.0.1:" + ports.getFirst(),
                        "MQTTS_BIND", "127.0.0.1:" + ports.getLast(),
                        "TLS_CERT", pem.toString(),
                        "TLS_CLIENTS", certificates.authorityCertificate().toString(),
                        "BROKER_1", "127.0.0.1:" + brokers.getFirst(),
                        "BROKER_2", "127.0.0.1:" + brokers.getLast()));
        return new Haproxy(builder.start(), folder, ports.getFirst(), ports.getLast());
    }

    int mqtt() {
        return mqtt;
    }

    int mqtts() {
        return mqtts;
    }

    /** Returns when it has found so many brokers in health. */
    Haproxy awaitHealthy(int brokers) {
        await().atMost(Broker.PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("HAProxy has ended:\n" + Files.readString(folder.resolve("haproxy.log")));
            }
            return Files.exists(folder.resolve("stats")) && healthy() == brokers;
        });
        return this;
    }

    private long healthy() throws IOException {
        return tell("show stat")
                .lines()
                .filter(line -> line.startsWith("brokers,broker") && line.contains(",UP,") && line.contains(",L4OK,"))
                .count();
    }

    /** Takes a broker, 1 or 2, out of its hands, as when that does not answer any more. */
    void disable(int broker) throws IOException {
        tell("disable server brokers/broker" + broker);
    }

    void enable(int broker) throws IOException {
        tell("enable server brokers/broker" + broker);
    }

    private String tell(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("stats")));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
