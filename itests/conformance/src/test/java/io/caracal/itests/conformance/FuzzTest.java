package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Packets with bytes changed, cut, doubled and mixed, on many connections, for a bounded time; the broker serves others meanwhile and
 * afterwards, and loses no buffer. The system property {@code caracal.conformance.seed} repeats a run,
 * {@code caracal.conformance.fuzz.seconds} lengthens it.
 */
class FuzzTest extends ConformanceTest {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("caracal.conformance.fuzz.seconds", 10));
    private static final int CONNECTIONS = 20;
    private static final List<Version> VERSIONS = List.of(Version.values());

    @Test
    void brokerSurvivesGarbage(TestReporter reporter) throws Exception {
        long seed = Long.getLong("caracal.conformance.seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        var random = new Random(seed);
        Bystander bystander = bystander();

        Instant end = Instant.now().plus(TIME);
        int rounds = 0;
        while (Instant.now().isBefore(end)) {
            attack(random);
            bystander.isServed();
            rounds++;
        }

        assertThat(rounds).as("rounds of garbage, seed %d", seed).isPositive();
        broker.collectGarbage();
        bystander.isServed(); // new buffers make Netty look for lost ones
        bystander().isServed();
        assertThat(broker.alive()).as("broker is alive, seed %d", seed).isTrue();
        assertThat(broker.trouble())
                .as("errors and leaks in the log, seed %d", seed)
                .isEmpty();
    }

    private void attack(Random random) {
        var victims = new ArrayList<RawClient>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Version version = VERSIONS.get(random.nextInt(VERSIONS.size()));
            var client = new RawClient(broker.address(), version);
            victims.add(client);
            List<byte[]> packets = packets(version, random);
            if (random.nextInt(4) > 0) {
                client.sendIfOpen(connect(version, random).encode());
            }
            for (int n = random.nextInt(12); n > 0; n--) {
                client.sendIfOpen(mutate(packets.get(random.nextInt(packets.size())), random));
            }
        }
        victims.forEach(RawClient::close);
    }

    private Connect connect(Version version, Random random) {
        return new Connect(version)
                .clientId(name("fuzz" + random.nextInt(10)))
                .clean(random.nextBoolean())
                .will(topic("fuzz/will"), "w", random.nextInt(3), random.nextBoolean());
    }

    /** A packet of each type, right as it is. */
    private List<byte[]> packets(Version version, Random random) {
        int id = 1 + random.nextInt(5);
        Publish publish = new Publish(topic("fuzz/" + random.nextInt(4)))
                .qos(random.nextInt(3))
                .id(id)
                .payload(new byte[random.nextInt(2000)])
                .properties(new Props()
                        .u32(Props.MESSAGE_EXPIRY_INTERVAL, random.nextInt(3))
                        .u16(Props.TOPIC_ALIAS, 1 + random.nextInt(3))
                        .user("k", "v")
                        .text(Props.RESPONSE_TOPIC, "r")
                        .binary(Props.CORRELATION_DATA, new byte[random.nextInt(20)]));
        return List.of(
                connect(version, random).encode(),
                publish.encode(version),
                publish.retain().encode(version),
                Packets.ack(Packet.PUBACK, id),
                Packets.ack(Packet.PUBREC, id),
                Packets.ack(Packet.PUBREL, id),
                Packets.ack(Packet.PUBCOMP, id),
                new Subscribe(id).filter(topic("fuzz/#"), random.nextInt(3)).encode(version),
                new Subscribe(id)
                        .filter("$share/" + name("f") + "/" + topic("fuzz/+"), 1)
                        .encode(version),
                Packets.unsubscribe(version, id, topic("fuzz/#")),
                Packets.PINGREQ,
                Packets.auth(0x18, new Props().text(Props.AUTHENTICATION_METHOD, "m")),
                Packets.disconnect());
    }

    private static byte[] mutate(byte[] packet, Random random) {
        byte[] mutant = packet.clone();
        return switch (random.nextInt(6)) {
            case 0 -> mutant;
            case 1 -> Arrays.copyOf(mutant, random.nextInt(mutant.length + 1));
            case 2 -> Arrays.copyOf(mutant, mutant.length + random.nextInt(8));
            case 3 -> {
                random.nextBytes(mutant);
                yield mutant;
            }
            default -> {
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield mutant;
            }
        };
    }
}
