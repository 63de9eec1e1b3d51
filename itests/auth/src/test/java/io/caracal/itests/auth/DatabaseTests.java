package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.caracal.itests.auth.Hashes.Hashed;
import io.caracal.itests.servers.Certificates;
import io.caracal.itests.servers.DatabaseServer;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users and rules in the tables that are shipped, in a real database, with real clients; a subclass says in which. Everything is configured while the
 * broker runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class DatabaseTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RIGHT = Hashes.PASSWORD;

    private final String backend;
    private final Supplier<Optional<String>> missing;
    private final Supplier<? extends DatabaseServer> start;

    @SuppressWarnings("NullAway.Init")
    private DatabaseServer server;

    @SuppressWarnings("NullAway.Init")
    private AuthBroker broker;

    /** @param backend {@code mysql} */
    DatabaseTests(String backend, Supplier<Optional<String>> missing, Supplier<? extends DatabaseServer> start) {
        this.backend = backend;
        this.missing = missing;
        this.start = start;
    }

    /** An expression that takes some seconds. */
    abstract String sleep(int seconds);

    @BeforeAll
    void startServers(@TempDir Path work) throws IOException {
        assumeTrue(missing.get().isEmpty(), () -> missing.get().orElseThrow());
        server = start.get();
        server.execute(Files.readString(Distribution.built().home().resolve("share/sql/" + backend + ".sql")));
        broker = AuthBroker.start(work, List.of("io.caracal.auth." + backend), start -> start);
    }

    @AfterAll
    void stopServers() throws Exception {
        if (broker != null) {
            broker.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void configure() {
        server.execute("DELETE FROM mqtt_user; DELETE FROM mqtt_acl;");
        apply(connector("main", ""));
        // The test before may have ended the server, or held it up.
        Awaitility.await().atMost(PATIENCE).until(() -> status("main").equals("connected"));
        apply(authentication(shared() + algorithm("sha256", "suffix")));
        apply(authorization(""));
    }

    @AfterEach
    void letGo() {
        apply("authentication = []\nauthorization.sources = []");
    }

    private void apply(String hocon) {
        broker.admin().configure(hocon).is(200);
    }

    private String connector(String name, String more) {
        return "connectors." + backend + "." + name + " { " + server(more)
                + ", pool_size = 4, resource_opts.health_check_interval = 1s }";
    }

    private String server(String more) {
        return server(DatabaseServer.USER, more);
    }

    private String server(String user, String more) {
        return "server = \"%s\", database = %s, username = %s, password = %s %s"
                .formatted(server.address(), DatabaseServer.DATABASE, user, quoted(DatabaseServer.PASSWORD), more);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String shared() {
        return shared("main");
    }

    private String shared(String name) {
        return "connector = \"" + backend + ":" + name + "\"";
    }

    private static String algorithm(String name, String position) {
        return ", password_hash_algorithm { name = " + name + ", salt_position = " + position + " }";
    }

    private String authentication(String settings) {
        return "authentication = [{ mechanism = password_based, backend = " + backend + ", " + settings + " }]";
    }

    /** @param more settings of the source, beginning with a comma */
    private String authorization(String more) {
        return """
                authorization { no_match = deny, cache.enable = false, sources = [{ type = %s, %s %s }] }
                """.formatted(backend, shared(), more);
    }

    private void user(String name, boolean superuser) {
        server.execute(
                "INSERT INTO mqtt_user (username, password_hash, salt, is_superuser) VALUES ('%s', '%s', 'sel', %s);"
                        .formatted(literal(name), Hashes.digest("SHA-256", RIGHT + "sel"), superuser));
    }

    /** How this database writes a text between quotes. */
    String literal(String text) {
        return text.replace("'", "''");
    }

    private void rule(String user, String permission, String action, String topic) {
        rule(user, permission, action, topic, "", "NULL", "NULL");
    }

    private void rule(
            String user, String permission, String action, String topic, String address, String qos, String retain) {
        server.execute(
                "INSERT INTO mqtt_acl (username, permission, action, topic, ipaddress, qos, retain) VALUES ('%s', '%s', '%s', '%s', '%s', %s, %s);"
                        .formatted(user, permission, action, topic, address, qos, retain));
    }

    private Device device(String username, String password) {
        return Device.of(broker.port(), username, password);
    }

    private String status(String name) {
        return broker.admin()
                .get("connectors/" + backend + ":" + name)
                .is(200)
                .at("status")
                .asString();
    }

    // Authentication

    @Test
    void theRightPasswordGetsIn() {
        user("otter", false);

        assertThat(device("otter", RIGHT).asks()).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void anotherPasswordDoesNot() {
        user("otter", false);

        assertThat(device("otter", "wrong").asks()).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }

    @Test
    void whoIsNotInTheTableDoesNot() {
        user("otter", false);

        assertThat(device("badger", RIGHT).getsIn()).isFalse();
    }

    @Test
    void whoSendsNoPasswordDoesNot() {
        user("otter", false);

        assertThat(device("otter", "").asks()).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }

    @Test
    void namesAreComparedExactly() {
        user("otter", false);

        assertThat(device("OTTER", RIGHT).getsIn()).isFalse();
    }

    static List<Hashed> hashes() {
        return Hashes.all();
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void knowsEveryKindOfHash(Hashed hashed) {
        apply(authentication(
                shared() + ", password_hash_algorithm " + hashed.algorithm().replace('\'', '"')));
        server.execute("INSERT INTO mqtt_user (username, password_hash, salt) VALUES ('otter', '%s', '%s');"
                .formatted(hashed.hash(), hashed.salt()));

        assertThat(device("otter", hashed.password()).getsIn()).isTrue();
        assertThat(device("otter", hashed.password() + "x").getsIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "otter' --",
                "otter'; DELETE FROM mqtt_user; --",
                "otter\\' OR 1=1 #",
                "\" OR \"\"=\"",
                "otter'/*",
                "${username}",
                "otter\u02bc OR 1=1"
            })
    void noNameIsPartOfTheQuery(String hostile) {
        user("otter", false);

        assertThat(device(hostile, RIGHT).getsIn()).isFalse();
        assertThat(device("otter", RIGHT).getsIn()).isTrue();
    }

    @Test
    void aHostileNameIsANameLikeAnyOther() {
        user("o'tter\" --", false);

        assertThat(device("o'tter\" --", RIGHT).getsIn()).isTrue();
    }

    @Test
    void noClientIdentifierIsPartOfTheQuery() {
        apply(authentication(shared() + algorithm("sha256", "suffix")
                + ", query = \"SELECT password_hash, salt FROM mqtt_user WHERE username = '${clientid}'\""));
        user("otter", false);

        assertThat(new Device(broker.port(), "x' OR '1'='1", "any", RIGHT).getsIn())
                .isFalse();
        assertThat(new Device(broker.port(), "otter", "any", RIGHT).getsIn()).isTrue();
    }

    @Test
    void aServerOfItsOwnIsNamedInTheElement() {
        apply(authentication(server("") + algorithm("sha256", "suffix")));
        user("otter", false);

        assertThat(device("otter", RIGHT).getsIn()).isTrue();
        assertThat(device("otter", "wrong").getsIn()).isFalse();
    }

    @Test
    void bothFormsAtOnceAreRefused() {
        assertThat(broker.admin()
                        .configure(authentication(shared() + ", " + server("")))
                        .is(400)
                        .body())
                .contains("both connector and settings of a server");
    }

    @Test
    void asksADatabaseOverTls() {
        apply(connector(
                "encrypted",
                ", ssl { enable = true, cacertfile = \"%s\" }"
                        .formatted(server.certificates().authorityCertificate())));
        apply(authentication(shared("encrypted") + algorithm("sha256", "suffix")));
        user("otter", false);

        assertThat(device("otter", RIGHT).getsIn()).isTrue();
        assertThat(device("otter", "wrong").getsIn()).isFalse();
    }

    @Test
    void doesNotTalkToADatabaseWhoseCertificateIsNotTrusted(@TempDir Path folder) {
        Certificates others = Certificates.in(folder);
        apply(connector(
                "mistrusted", ", ssl { enable = true, cacertfile = \"%s\" }".formatted(others.authorityCertificate())));
        apply(authentication(shared("mistrusted") + algorithm("sha256", "suffix")));
        user("otter", false);

        assertThat(device("otter", RIGHT).asks()).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
        Awaitility.await().atMost(PATIENCE).until(() -> status("mistrusted").equals("disconnected"));
    }

    @Test
    void showsADatabaseItsCertificate() {
        Certificates files = server.certificates();
        String authority = ", ssl { enable = true, cacertfile = \"%s\" ".formatted(files.authorityCertificate());
        String own = ", certfile = \"%s\", keyfile = \"%s\"".formatted(files.clientCertificate(), files.clientKey());
        user("otter", false);

        apply(authentication(server(DatabaseServer.CERTIFIED, authority + own + "}") + algorithm("sha256", "suffix")));
        assertThat(device("otter", RIGHT).getsIn()).isTrue();

        apply(authentication(server(DatabaseServer.CERTIFIED, authority + "}") + algorithm("sha256", "suffix")));
        assertThat(device("otter", RIGHT).asks()).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
    }

    // A database that is slow or away

    @Test
    void aQueryThatTakesTooLongLetsNobodyIn() {
        apply(authentication(server(", query_timeout = 500ms") + algorithm("sha256", "suffix")
                + ", query = \"SELECT password_hash, salt, " + sleep(5)
                + " AS slept FROM mqtt_user WHERE username = ${username}\""));
        user("otter", false);

        assertThat(device("otter", RIGHT).asks()).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
    }

    @Test
    void connectedClientsGoOnWhileTheDatabaseSleeps() {
        user("otter", false);
        rule("otter", "allow", "all", "#");
        apply("authorization { no_match = allow, sources = [] }");
        Mqtt5BlockingClient connected = device("otter", RIGHT).connected();
        apply(authentication(shared() + algorithm("sha256", "suffix") + ", query = \"SELECT password_hash, salt, "
                + sleep(2) + " AS slept FROM mqtt_user WHERE username = ${username}\""));
        List<CompletableFuture<Boolean>> waiting = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> device("otter", RIGHT).getsIn(), Thread::startVirtualThread))
                .toList();

        for (int i = 0; i < 100; i++) {
            assertThat(Rights.mayPublish(connected, "t")).isTrue();
        }

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        waiting.forEach(CompletableFuture::join);
        connected.disconnect();
    }

    @Test
    void afterAnOutageEverythingIsAsBefore() {
        apply("authorization { no_match = deny, cache.enable = true, sources = [{ type = %s, %s }] }"
                .formatted(backend, shared()));
        user("otter", false);
        rule("otter", "allow", "all", "a/#");
        Awaitility.await().atMost(PATIENCE).until(() -> status("main").equals("connected"));
        Mqtt5BlockingClient connected = device("otter", RIGHT).connected();
        assertThat(Rights.mayPublish(connected, "a/known")).isTrue();

        server.kill();
        try {
            assertThat(device("otter", RIGHT).asks()).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
            Awaitility.await().atMost(PATIENCE).until(() -> status("main").equals("disconnected"));
            assertThat(device("otter", RIGHT).asks()).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
            assertThat(Rights.mayPublish(connected, "a/known")).isTrue();
            assertThat(Rights.mayPublish(connected, "a/new")).isFalse();
        } finally {
            server.start();
        }

        Awaitility.await().atMost(PATIENCE).until(() -> device("otter", RIGHT).getsIn());
        assertThat(status("main")).isEqualTo("connected");
        assertThat(Rights.mayPublish(connected, "a/other")).isTrue();
        connected.disconnect();
    }

    @Test
    void whoComesNextIsAskedIfFailuresAreIgnored() {
        String users =
                "{ mechanism = password_based, backend = built_in_database, users = [{ user_id = kay, password = secret }] }";
        String first = "{ mechanism = password_based, backend = " + backend + ", " + shared()
                + algorithm("sha256", "suffix") + ", ignore_backend_failures = %s }";
        server.kill();
        try {
            apply("authentication = [" + first.formatted(true) + ", " + users + "]");
            assertThat(device("kay", "secret").getsIn()).isTrue();
            assertThat(device("kay", "wrong").getsIn()).isFalse();

            apply("authentication = [" + first.formatted(false) + ", " + users + "]");
            assertThat(device("kay", "secret").asks()).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
        } finally {
            server.start();
        }
    }

    @Test
    void aStormWhileTheDatabaseHangsIsAnsweredAndHoldsNobodyUp() throws InterruptedException {
        user("otter", false);
        apply("authorization { no_match = allow, sources = [] }");
        apply("authentication_settings { timeout = 3s, max_in_progress = 300, overload_reason = quota_exceeded }");
        try (Pair pair = Pair.connected(device("otter", RIGHT), device("otter", RIGHT))) {
            server.freeze();
            try (Storm storm = Storm.of(1000, broker.port(), "otter", RIGHT)) {
                pair.assertWorks();
                Map<Integer, Integer> told = storm.answers(Duration.ofSeconds(30));
                assertThat(told).as("reason codes").containsOnlyKeys(0x88, 0x97);
                // Some of those who wait are given up early, and let others wait in their place.
                assertThat(told.get(0x88)).as("waited in vain").isBetween(300, 400);
            } finally {
                server.thaw();
            }

            Awaitility.await().atMost(PATIENCE).until(() -> device("otter", RIGHT)
                    .getsIn());
            pair.assertNothingLost();
        } finally {
            apply(
                    "authentication_settings { timeout = 5s, max_in_progress = 10000, overload_reason = server_unavailable }");
        }
    }

    // Authorization

    @Test
    void theFirstRowThatFitsDecides() {
        user("otter", false);
        rule("otter", "deny", "publish", "a/secret");
        rule("otter", "allow", "publish", "a/#");
        rule("otter", "allow", "subscribe", "b/+");
        Mqtt5BlockingClient client = device("otter", RIGHT).connected();

        assertThat(Rights.mayPublish(client, "a/secret")).isFalse();
        assertThat(Rights.mayPublish(client, "a/open")).isTrue();
        assertThat(Rights.mayPublish(client, "c")).isFalse();
        assertThat(Rights.maySubscribe(client, "b/c")).isTrue();
        assertThat(Rights.maySubscribe(client, "a/#")).isFalse();
        client.disconnect();
    }

    @Test
    void aRuleIsLimitedByQosRetainAndAddress() {
        user("otter", false);
        rule("otter", "allow", "publish", "a", "", "1", "0");
        rule("otter", "allow", "publish", "b", "10.0.0.0/8", "NULL", "NULL");
        rule("otter", "allow", "publish", "c", "127.0.0.0/8", "2", "1");
        Mqtt5BlockingClient client = device("otter", RIGHT).connected();

        assertThat(Rights.mayPublish(client, "a", MqttQos.AT_LEAST_ONCE, false)).isTrue();
        assertThat(Rights.mayPublish(client, "a", MqttQos.EXACTLY_ONCE, false)).isFalse();
        assertThat(Rights.mayPublish(client, "a", MqttQos.AT_LEAST_ONCE, true)).isFalse();
        assertThat(Rights.mayPublish(client, "b")).isFalse();
        assertThat(Rights.mayPublish(client, "c", MqttQos.EXACTLY_ONCE, true)).isTrue();
        client.disconnect();
    }

    @Test
    void aRuleNamesTheClientByPlaceholders() {
        user("otter", false);
        rule("otter", "allow", "publish", "of/${clientid}/${username}");
        Mqtt5BlockingClient client = new Device(broker.port(), "pump7-" + backend, "otter", RIGHT).connected();

        assertThat(Rights.mayPublish(client, "of/pump7-" + backend + "/otter")).isTrue();
        assertThat(Rights.mayPublish(client, "of/pump8/otter")).isFalse();
        client.disconnect();
    }

    @Test
    void aSuperuserMayDoEverything() {
        user("otter", true);
        rule("otter", "deny", "all", "#");
        Mqtt5BlockingClient client = device("otter", RIGHT).connected();

        assertThat(Rights.mayPublish(client, "anything")).isTrue();
        client.disconnect();
    }

    @Test
    void noTopicIsPartOfTheQuery() {
        apply(
                authorization(
                        ", query = \"SELECT permission, action, topic FROM mqtt_acl WHERE username = ${username} AND topic = '${topic}'\""));
        user("otter", false);
        rule("otter", "allow", "publish", "a");
        rule("otter", "allow", "publish", "#");
        Mqtt5BlockingClient client = device("otter", RIGHT).connected();

        assertThat(Rights.mayPublish(client, "a")).isTrue();
        assertThat(Rights.mayPublish(client, "b' OR '1'='1")).isFalse();
        client.disconnect();
    }

    @Test
    void aRowThatIsNoRuleAllowsNothing() {
        apply(
                authorization(
                        ", query = \"SELECT 'perhaps' AS permission, action, topic FROM mqtt_acl WHERE username = ${username}\""));
        user("otter", false);
        rule("otter", "allow", "publish", "a");
        Mqtt5BlockingClient client = device("otter", RIGHT).connected();

        assertThat(Rights.mayPublish(client, "a")).isFalse();
        client.disconnect();
    }

    DatabaseServer server() {
        return server;
    }
}
