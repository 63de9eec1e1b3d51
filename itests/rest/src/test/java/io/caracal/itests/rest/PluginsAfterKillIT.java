package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.BrokerStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The broker is killed at random moments while plugins change all the time; what it comes up with is always one whole version that was asked for. */
class PluginsAfterKillIT {
    private static final String PLUGIN = "io.caracal.auth.builtin";
    private static final int ROUNDS = 5;
    private static final long SEED = 20_261_123;
    private static final List<String> VERSIONS = List.of("1000.0.1", "1000.0.2");

    private static BrokerStart configured(BrokerStart start) {
        return start.configuration(
                ConnectedPairs.CONFIGURATION + "plugins.upload { enable = true, allow = [\"user:admin\"] }");
    }

    @Test
    void comesUpWithOneWholeVersion() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        RestBroker broker = RestBroker.start(PluginsAfterKillIT::configured);
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Duration moment = Duration.ofMillis(200 + random.nextInt(1500));
            killDuringChanges(broker, moment);
            broker = broker.killedAndStartedAgain(PluginsAfterKillIT::configured);
            String found = version(broker);
            assertThat(found).as("version after round %d", round).isIn(VERSIONS);
            seen.add(found);
            try (ConnectedPairs clients = new ConnectedPairs(broker.broker().address(), 1)) {
                assertThat(clients.letsIn()).isTrue();
                assertThat(clients.letsInWrong()).isFalse();
            }
        }
        broker.close();
        assertThat(seen).isNotEmpty();
    }

    private static String version(RestBroker broker) {
        Answer plugin = await().atMost(Broker.PATIENCE)
                .ignoreExceptions()
                .until(() -> broker.admin().get("plugins/" + PLUGIN), answer -> answer.status() == 200);
        assertThat(plugin.text("state")).isEqualTo("running");
        assertThat(plugin.text("bundles/0/version")).isEqualTo(plugin.text("version"));
        return plugin.text("version");
    }

    /** Asks for one version and the other in turn, and kills the broker in the middle of it. */
    private static void killDuringChanges(RestBroker broker, Duration moment) throws InterruptedException {
        RestClient admin = await().atMost(Broker.PATIENCE).ignoreExceptions().until(broker::admin, _ -> true);
        CountDownLatch begun = new CountDownLatch(2);
        List<String> unexpected = new ArrayList<>();
        Thread changes = new Thread(() -> change(admin, begun, unexpected), "changes");
        changes.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).as("first changes").isTrue();
        assertThat(changes.join(moment)).as("changes go on until the kill").isFalse();
        broker.broker().kill();
        changes.join();
        assertThat(unexpected).isEmpty();
    }

    private static void change(RestClient admin, CountDownLatch begun, List<String> unexpected) {
        try {
            for (int i = 0; ; i++) {
                byte[] jar = UploadedJar.whole(PLUGIN, VERSIONS.get(i % 2));
                Answer answer = admin.with("Content-Type", "application/octet-stream")
                        .call(
                                "PUT",
                                "plugins/" + PLUGIN + "?take_over=true&sha256=" + UploadedJar.sha256(jar),
                                BodyPublishers.ofByteArray(jar));
                if (answer.status() != 200) {
                    unexpected.add(answer.body());
                    return;
                }
                begun.countDown();
            }
        } catch (UncheckedIOException _) {
            // The broker is gone, as it shall be.
        }
    }
}
