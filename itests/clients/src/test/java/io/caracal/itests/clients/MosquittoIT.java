package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** mosquitto_pub, mosquitto_sub and mosquitto_rr. */
class MosquittoIT extends ClientsTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void theirProgramsAreThere() {
        for (String program : List.of("mosquitto_pub", "mosquitto_sub", "mosquitto_rr")) {
            Assumptions.assumeTrue(
                    Tool.exists(program), program + " is not on the PATH (Debian package mosquitto-clients)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mqttv31, 0", "mqttv31, 1", "mqttv31, 2",
        "mqttv311, 0", "mqttv311, 1", "mqttv311, 2",
        "mqttv5, 0", "mqttv5, 1", "mqttv5, 2"
    })
    void subscriberReceivesRetainedMessageOfPublisher(String version, String qos) throws Exception {
        run("mosquitto_pub", "-V", version, "-q", qos, "-t", topic("a"), "-m", "hello", "-r");

        String seen = run("mosquitto_sub", "-V", version, "-q", qos, "-t", topic("+"), "-C", "1", "-F", "%t %p %q %r");

        assertThat(seen.strip()).isEqualTo(topic("a") + " hello " + qos + " 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqttv311", "mqttv5"})
    void linesOfStandardInputArriveInOrderAfterAnAbsence(String version) throws Exception {
        String id = clientId("kept");
        List<String> kept = new ArrayList<>(List.of("-V", version, "-i", id, "-c", "-q", "2", "-t", topic("lines")));
        if (version.equals("mqttv5")) {
            kept.addAll(List.of("-x", "600"));
        }
        run("mosquitto_sub", with(kept, "-E"));
        Path lines = Files.write(folder.resolve("lines"), List.of("one", "two", "three"));

        Tool.Result published = Tool.run(
                folder,
                "sh",
                "-c",
                "mosquitto_pub -h 127.0.0.1 -p %d -V %s -q 2 -t %s -l < %s"
                        .formatted(broker().port(), version, topic("lines"), lines));
        published.expectSuccess();
        String seen = run("mosquitto_sub", with(kept, "-C", "3"));

        assertThat(seen.lines()).containsExactly("one", "two", "three");
        run("mosquitto_sub", "-V", version, "-i", id, "-q", "1", "-t", topic("x"), "-E");
    }

    @Test
    void propertiesOfVersion5AreShownToTheSubscriber() throws Exception {
        run(
                "mosquitto_pub",
                "-V",
                "mqttv5",
                "-q",
                "1",
                "-r",
                "-t",
                topic("p"),
                "-m",
                "{}",
                "-D",
                "publish",
                "user-property",
                "a",
                "1",
                "-D",
                "publish",
                "user-property",
                "a",
                "2",
                "-D",
                "publish",
                "content-type",
                "application/json",
                "-D",
                "publish",
                "message-expiry-interval",
                "600");

        String seen = run("mosquitto_sub", "-V", "mqttv5", "-q", "1", "-t", topic("p"), "-C", "1", "-F", "%P|%C|%E");

        assertThat(seen.strip()).matches("a:1 a:2\\|application/json\\|(600|5\\d\\d)");
    }

    @Test
    void requestIsAnswered() throws Exception {
        Client responder = connected(Library.HIVEMQ_5);
        responder.subscribe(topic("request"), 1);

        try (Tool requester = start(
                "mosquitto_rr",
                "-V",
                "mqttv5",
                "-q",
                "1",
                "-t",
                topic("request"),
                "-e",
                topic("reply"),
                "-m",
                "6*7",
                "-D",
                "publish",
                "correlation-data",
                "c1")) {
            Properties asked = responder.receive().properties();
            responder.publish(Message.of(String.valueOf(asked.responseTopic()), "42", 1)
                    .with(new Properties(List.of(), null, null, asked.correlation(), null, List.of())));

            assertThat(requester.awaitEnd().expectSuccess().strip()).isEqualTo("42");
        }
    }

    @Test
    void willIsPublishedWhenTheProcessIsKilled() throws Exception {
        Client watcher = connected(Library.PAHO_5);
        watcher.subscribe(topic("will"), 1);

        try (Tool dying = start(
                "mosquitto_sub",
                "-V",
                "mqttv311",
                "-q",
                "1",
                "-t",
                topic("alive"),
                "-v",
                "--will-topic",
                topic("will"),
                "--will-payload",
                "killed",
                "--will-qos",
                "1")) {
            Client prober = connected(Library.HIVEMQ_5);
            // Its subscription is there when a message to it finds a subscriber.
            await().atMost(Duration.ofSeconds(Client.PATIENCE))
                    .until(() -> prober.publish(Message.of(topic("alive"), "?", 1)) == 0);
            assertThat(dying.alive()).isTrue();
        }

        assertThat(watcher.receive().text()).isEqualTo("killed");
    }

    @Test
    void bigFileArrivesAsItWas() throws Exception {
        byte[] content = new byte[900_000];
        new Random(2).nextBytes(content);
        Path file = Files.write(folder.resolve("big"), content);
        Client subscriber = connected(Library.HIVEMQ_3_1_1);
        subscriber.subscribe(topic("big"), 2);

        run("mosquitto_pub", "-q", "2", "-t", topic("big"), "-f", file.toString());

        assertThat(subscriber.receive().payload()).isEqualTo(content);
    }

    private String run(String program, String... arguments) throws Exception {
        return Tool.run(folder, command(program, arguments)).expectSuccess();
    }

    private Tool start(String program, String... arguments) throws IOException {
        return Tool.start(folder, command(program, arguments));
    }

    private String[] command(String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(program, "-h", "127.0.0.1", "-p", String.valueOf(broker().port())));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static String[] with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
