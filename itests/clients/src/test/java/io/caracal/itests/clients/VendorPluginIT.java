package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's project of docs/vendor-guide.md, built as a vendor builds it, in a broker that is at work. */
class VendorPluginIT extends ClientsTest {
    private static final String KEY = "a key that is long enough";
    private static final String CONFIGURATION = """
            authentication = [
              { mechanism = signed_id, key = "%s" }
            ]
            """.formatted(KEY);
    private static final String CHAINS = """
            authentication = [
              { mechanism = signed_id, key = "%s" }
              { mechanism = password_based, backend = built_in_database, users = [{ user_id = kay, password = secret }] }
            ]
            authorization {
              no_match = allow
              sources = [{ type = device_topics, prefix = devices }]
            }
            """.formatted(KEY);
    private static final int BAD_USERNAME_OR_PASSWORD = 0x86;
    private static final int CLIENT_IDENTIFIER_NOT_VALID = 0x85;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int SERVER_UNAVAILABLE = 0x88;

    @TempDir
    private Path folder;

    @Test
    void pluginIsInstalledAndRemovedWhileItsClientsStayConnected() throws Exception {
        Path jar = built(Distribution.built());
        Distribution distribution = Distribution.built().copyTo(folder.resolve("caracal"));
        Path installed = distribution.plugins().resolve("signedid.jar");
        Broker broker =
                closing(distribution.broker().configuration(CONFIGURATION).start());

        assertThat(refusal(broker, signed("pump"))).as("before it is installed").isEqualTo(SERVER_UNAVAILABLE);

        drop(jar, installed);
        broker.awaitLog("element=signed_id status=running", 1);
        Client pump = accepted(broker, signed("pump"));
        assertThat(refusal(broker, "pump." + signed("valve").substring(6))).isEqualTo(CLIENT_IDENTIFIER_NOT_VALID);
        assertThat(refusal(broker, "unsigned")).isEqualTo(NOT_AUTHORIZED);

        Files.delete(installed);
        broker.awaitLog("element=signed_id status=\"type not installed\"", 1);
        assertThat(refusal(broker, signed("valve"))).as("after it was removed").isEqualTo(SERVER_UNAVAILABLE);
        assertWorks(pump);

        drop(jar, installed);
        broker.awaitLog("element=signed_id status=running", 2);
        accepted(broker, signed("valve"));
        assertWorks(pump);
    }

    @Test
    void vendorAndBrokerDecideInOneChain() throws Exception {
        Distribution distribution = Distribution.built().copyTo(folder.resolve("caracal"));
        drop(built(Distribution.built()), distribution.plugins().resolve("signedid.jar"));
        Broker broker = closing(distribution.broker().configuration(CHAINS).start());

        Client pump = accepted(broker, signed("pump"));
        Client kay = client(Library.HIVEMQ_5, broker.address());
        kay.connect(Session.clean("kay-1").login("kay", "secret"));
        assertThat(refusal(broker, Session.clean("kay-2").login("kay", "wrong")))
                .isEqualTo(BAD_USERNAME_OR_PASSWORD);
        assertThat(refusal(broker, Session.clean("pump.forged").login("kay", "secret")))
                .as("rejected by the vendor's element, whatever the next one says")
                .isEqualTo(CLIENT_IDENTIFIER_NOT_VALID);

        assertThat(pump.subscribe("devices/pump/#", 1)).as("its own").isEqualTo(1);
        assertThat(subscription(pump, "devices/valve/#")).as("another's").isEqualTo(NOT_AUTHORIZED);
        assertThat(subscription(pump, "devices/+/pressure")).as("all").isEqualTo(NOT_AUTHORIZED);
        assertThat(pump.subscribe("weather", 1))
                .as("left to the broker's rules")
                .isEqualTo(1);
        assertThat(subscription(kay, "devices/pump/#")).as("no device").isEqualTo(NOT_AUTHORIZED);
        kay.publish(Message.of("weather", "rain", 1));
        assertThat(pump.receive().text()).isEqualTo("rain");
    }

    private static int subscription(Client client, String filter) throws Exception {
        try {
            return client.subscribe(filter, 1);
        } catch (RefusedException e) {
            return e.code();
        }
    }

    /** Without a network, and with nothing left behind in the user's own local repository. */
    private Path built(Distribution distribution) throws IOException {
        Assumptions.assumeTrue(Tool.exists("mvn"), "mvn is not on the PATH (Debian package maven)");
        Path project = property("caracal.vendor");
        Path target = property("caracal.work").resolve("vendor");
        Tool.run(
                        project,
                        "mvn",
                        "-o",
                        "-q",
                        "-B",
                        "-s",
                        "offline-settings.xml",
                        "-Doffline.repository=" + property("caracal.maven.repository"),
                        "-Dmaven.repo.local=" + target.resolve("repository"),
                        "-Dcaracal.repository=" + distribution.repository(),
                        "package")
                .expectSuccess();
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSize(1);
            return jars.getFirst();
        }
    }

    /** Complete at once, as the guide advises. */
    private static void drop(Path jar, Path installed) throws IOException {
        Path incomplete = installed.resolveSibling("signedid.part");
        Files.copy(jar, incomplete);
        Files.move(incomplete, installed, StandardCopyOption.ATOMIC_MOVE);
    }

    private Client accepted(Broker broker, String clientId) throws Exception {
        Client client = client(Library.HIVEMQ_5, broker.address());
        client.connect(Session.clean(clientId));
        client.subscribe(topic(clientId), 1);
        return client;
    }

    private int refusal(Broker broker, String clientId) {
        return refusal(broker, Session.clean(clientId));
    }

    private int refusal(Broker broker, Session session) {
        return catchThrowableOfType(RefusedException.class, () -> client(Library.HIVEMQ_5, broker.address())
                        .connect(session))
                .code();
    }

    private void assertWorks(Client pump) throws Exception {
        pump.publish(Message.of(topic(signed("pump")), "still here", 1));
        assertThat(pump.receive().text()).isEqualTo("still here");
    }

    private static String signed(String name) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        return name + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), "system property " + name + " is not set"))
                .toAbsolutePath()
                .normalize();
    }
}
