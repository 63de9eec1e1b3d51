package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ReasonCode;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that begin and do not go on, or send and do not take. */
class SlowlorisTest {
    private final TestBroker broker =
            TestBroker.with().mqtt("idleTimeout", Duration.ofSeconds(1)).start();
    private final ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        trickle.shutdownNow();
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    /** Sends a byte now and then, until the broker has enough of it. */
    private void trickle(RawClient client, byte[] bytes) {
        int[] next = {0};
        trickle.scheduleAtFixedRate(
                () -> {
                    try {
                        client.write(new byte[] {bytes[next[0]++]});
                    } catch (UncheckedIOException closed) {
                        assertThat(closed).hasCauseInstanceOf(SocketException.class);
                        throw closed; // which ends it
                    }
                },
                0,
                100,
                TimeUnit.MILLISECONDS);
    }

    @Test
    void aConnectPacketThatComesByteByByteIsNotWaitedForForEver() {
        Login login = Login.as("slow".repeat(100));
        RawClient slow = broker.open(login);

        trickle(slow, slow.bytes(login.packet()));

        assertThat(slow.untilClosed()).isEmpty();
    }

    @Test
    void bytesOfAPacketThatDoesNotBecomeCompleteAreNoSignOfLife() {
        RawClient slow = broker.connect(Login.as("slow").keepAlive(1));
        byte[] packet = slow.bytes(slow.message("t", new byte[1000], 0, false));

        trickle(slow, packet);

        assertThat(slow.sentAway()).isEqualTo(ReasonCode.KEEP_ALIVE_TIMEOUT);
    }

    @Test
    void aLargePacketThatIsBegunAndNotGoneOnWithCostsTheConnection() {
        RawClient slow = broker.connect("slow");
        byte[] packet = slow.bytes(slow.message("t", new byte[100_000], 0, false));
        slow.write(Arrays.copyOf(packet, 50_000));

        assertThat(slow.sentAway()).isEqualTo(ReasonCode.KEEP_ALIVE_TIMEOUT);
    }

    @Test
    void aLargePacketMayTakeItsTimeIfItGoesOn() {
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 0);
        RawClient slow = broker.connect(Login.as("slow").keepAlive(1));
        byte[] packet = slow.bytes(slow.message("t", new byte[100_000], 0, false));
        int[] next = {0};
        trickle.scheduleAtFixedRate(
                () -> {
                    if (next[0] < packet.length) {
                        int end = Math.min(packet.length, next[0] + 3000);
                        slow.write(Arrays.copyOfRange(packet, next[0], end));
                        next[0] = end;
                    }
                },
                0,
                100,
                TimeUnit.MILLISECONDS);

        assertThat(subscriber.receivePublish().payload()).hasSize(100_000);
    }

    /** The broker would have to keep all the answers. */
    @Test
    void whoSendsAndDoesNotReadIsNotReadFromEither() {
        Login login = Login.as("deaf");
        RawClient deaf = broker.openNarrow(login).send(login.packet());
        deaf.receive(Packet.ConnAck.class);
        byte[] pings = new byte[64 * 1024];
        for (int i = 0; i < pings.length; i += 2) {
            pings[i] = (byte) 0xC0;
        }
        int rounds = 1000;
        CompletableFuture<Void> sending = TestBroker.beside(() -> {
            for (int i = 0; i < rounds; i++) {
                deaf.write(pings);
            }
        });
        await().until(() -> broker.administration.node.metrics().getOrDefault("client.unread_answers", 0L) > 0);
        await().untilAsserted(() -> assertThat(broker.administration.node.stats())
                .hasEntrySatisfying(
                        "connections.slow.count", count -> assertThat(count).isEqualTo(1))
                .hasEntrySatisfying(
                        "buffers.bytes.count", bytes -> assertThat(bytes).isBetween(1L, 1024L * 1024)));
        assertThat(sending).isNotDone();

        long stuck = received();
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> !deaf.available().isEmpty() && received() > stuck);

        deaf.reset();
        await().untilAsserted(() -> assertThat(broker.administration.node.stats())
                .containsEntry("connections.slow.count", 0L)
                .containsEntry("buffers.bytes.count", 0L));
        assertThat(sending).failsWithin(Duration.ofSeconds(20));
    }

    private long received() {
        return broker.administration.node.metrics().getOrDefault("bytes.received", 0L);
    }

    @Test
    void whoTakesNothingForTooLongLosesTheConnection() {
        broker.broker.follow(new OverloadSettings(
                true, Optional.empty(), Duration.ofSeconds(60), Optional.of(Duration.ofSeconds(2))));
        Login login = Login.as("deaf").persistent();
        RawClient deaf = broker.openNarrow(login).send(login.packet());
        deaf.receive(Packet.ConnAck.class);
        deaf.subscribe("t", 0);
        RawClient publisher = broker.connect("publisher");

        for (int i = 0; i < 300; i++) {
            publisher.send(publisher.message("t", new byte[64 * 1024], 0, false));
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> !broker.connected("deaf"));
        assertThat(broker.hasSession("deaf")).isTrue();
    }
}
