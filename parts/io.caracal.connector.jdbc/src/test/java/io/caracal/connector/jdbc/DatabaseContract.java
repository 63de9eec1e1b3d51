package io.caracal.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.config.Secret;
import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.SqlClient;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.api.connector.TlsClientSettings;
import io.caracal.api.connector.TlsClientSettings.Verify;
import io.caracal.itests.servers.Certificates;
import io.caracal.itests.servers.DatabaseServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a connector; a subclass says which server and which factory. */
@Timeout(120)
public abstract class DatabaseContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestContext context = new TestContext();
    private @Nullable Connector open;

    /** Runs for the whole class. */
    protected abstract DatabaseServer server();

    protected abstract Connector create(SqlServerSettings settings, ConnectorContext context) throws Exception;

    /** A query that takes five seconds. */
    protected abstract String sleep();

    /** A query for a column {@code encrypted} of this very connection, empty or false if it is not. */
    protected abstract String encryption();

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
        context.close();
    }

    private SqlServerSettings settings(int poolSize, int queue, Duration queryTimeout, TlsClientSettings tls) {
        return new SqlServerSettings(
                server().address(),
                DatabaseServer.DATABASE,
                DatabaseServer.USER,
                Optional.of(new Secret(DatabaseServer.PASSWORD)),
                poolSize,
                queue,
                Duration.ofSeconds(5),
                queryTimeout,
                tls);
    }

    private Connector connector(int poolSize, int queue, Duration queryTimeout) throws Exception {
        return connector(settings(poolSize, queue, queryTimeout, TlsClientSettings.disabled()));
    }

    private Connector connector(SqlServerSettings settings) throws Exception {
        Connector made = create(settings, context);
        open = made;
        return made;
    }

    private Connector connector(TlsClientSettings tls) throws Exception {
        return connector(settings(2, 10, Duration.ofSeconds(5), tls));
    }

    private SqlClient client() throws Exception {
        return client(connector(2, 10, Duration.ofSeconds(5)));
    }

    private static SqlClient client(Connector connector) {
        return connector.capability(SqlClient.class).orElseThrow();
    }

    private static List<Map<String, @Nullable Object>> ask(
            SqlClient client, String sql, @Nullable Object... parameters) {
        return client.query(sql, Arrays.asList(parameters), 100)
                .toCompletableFuture()
                .join();
    }

    private static boolean healthy(Connector connector) {
        return connector
                .check()
                .toCompletableFuture()
                .handle((_, failure) -> failure == null)
                .join();
    }

    @Test
    void rowsComeInOrderByLabelsInLowerCase() throws Exception {
        List<Map<String, @Nullable Object>> rows =
                ask(client(), "SELECT 2 AS N, 'b' AS TEXT UNION ALL SELECT 1, 'a' ORDER BY 1");

        assertThat(rows).extracting(row -> row.get("text")).containsExactly("a", "b");
        assertThat(rows.getFirst()).containsOnlyKeys("n", "text");
    }

    @Test
    void whatAClientSaysIsNeverPartOfTheStatement() throws Exception {
        String hostile = "x' OR '1'='1\\'; DROP TABLE mqtt_user; -- \" ` \u00e9\ud83d\ude00 % ?";
        server().execute("CREATE TABLE names (name VARCHAR(200)); INSERT INTO names VALUES ('x');");
        SqlClient client = client();

        assertThat(ask(client, "SELECT name FROM names WHERE name = ?", hostile))
                .isEmpty();
        server().execute("DROP TABLE names;");
    }

    @Test
    void hostileTextComesBackAsItWas() throws Exception {
        String hostile = "' \\ \" ` \u00e9\ud83d\ude00 % ? \n --";

        assertThat(ask(client(), "SELECT ? AS said", hostile)).containsExactly(Map.of("said", hostile));
    }

    @Test
    void aMissingValueIsNull() throws Exception {
        server().execute("CREATE TABLE blanks (name VARCHAR(200)); INSERT INTO blanks VALUES ('x');");

        assertThat(ask(client(), "SELECT name FROM blanks WHERE name = ?", (Object) null))
                .isEmpty();
        server().execute("DROP TABLE blanks;");
    }

    @Test
    void aTextIsComparedWithNumbers() throws Exception {
        server().execute("CREATE TABLE numbers (n INT, small SMALLINT); INSERT INTO numbers VALUES (17, 2);");

        assertThat(ask(client(), "SELECT small FROM numbers WHERE n = ?", "17"))
                .extracting(row -> row.get("small"))
                .allMatch(value -> value instanceof Number number && number.intValue() == 2)
                .hasSize(1);
        server().execute("DROP TABLE numbers;");
    }

    @Test
    void readsNoMoreRowsThanAskedFor() throws Exception {
        SqlClient client = client();

        assertThat(client.query("SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3", List.of(), 2)
                        .toCompletableFuture()
                        .join())
                .hasSize(2);
    }

    @Test
    void aMistakeInTheStatementFailsWithTheServersWords() throws Exception {
        SqlClient client = client();

        assertThatThrownBy(() -> ask(client, "SELECT password FROM nowhere"))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aQueryThatSleepsFailsInTimeAndItsConnectionServesAgain() throws Exception {
        SqlClient client = client(connector(1, 10, Duration.ofMillis(500)));

        assertThatThrownBy(() -> ask(client, sleep())).isInstanceOf(CompletionException.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(4))
                .ignoreExceptions()
                .until(() -> ask(client, "SELECT 1").size() == 1);
    }

    @Test
    void aServerThatHangsIsWaitedForNoLongerThanTheTimeOut() throws Exception {
        SqlClient client = client(connector(1, 10, Duration.ofMillis(500)));
        ask(client, "SELECT 1");
        server().freeze();
        try {
            assertThatThrownBy(() -> client.query("SELECT 1", List.of(), 1)
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .hasMessageContaining("500 ms");
        } finally {
            server().thaw();
        }
    }

    @Test
    void whatWouldWaitBehindTooManyIsRefusedAtOnce() throws Exception {
        SqlClient client = client(connector(1, 1, Duration.ofSeconds(5)));
        client.query(sleep(), List.of(), 1);
        client.query(sleep(), List.of(), 1);

        assertThat(client.query("SELECT 1", List.of(), 1).toCompletableFuture().exceptionNow())
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void queriesThatSleepDoNotMakeTheServerLookDead() throws Exception {
        Connector connector = connector(1, 10, Duration.ofSeconds(5));
        client(connector).query(sleep(), List.of(), 1);

        assertThat(healthy(connector)).isTrue();
    }

    @Test
    void isWellAgainAfterTheServerWasAway() throws Exception {
        Connector connector = connector(2, 10, Duration.ofSeconds(5));
        assertThat(healthy(connector)).isTrue();
        ask(client(connector), "SELECT 1");

        server().kill();
        assertThat(healthy(connector)).isFalse();
        server().start();

        Awaitility.await().atMost(PATIENCE).until(() -> healthy(connector));
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ask(client(connector), "SELECT 1").size() == 1);
    }

    @Test
    void aWrongPasswordIsAReasonForTheOperator() throws Exception {
        SqlServerSettings right = settings(1, 1, Duration.ofSeconds(5), TlsClientSettings.disabled());
        Connector connector = connector(new SqlServerSettings(
                right.server(),
                right.database(),
                right.username(),
                Optional.of(new Secret("wrong")),
                1,
                1,
                right.connectTimeout(),
                right.queryTimeout(),
                right.ssl()));

        assertThat(connector.check().toCompletableFuture().handle((_, failure) -> failure))
                .succeedsWithin(PATIENCE)
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining(DatabaseServer.USER)
                        .message()
                        .doesNotContain("wrong"));
    }

    @Test
    void closingEndsEverySession() throws Exception {
        Connector connector = connector(2, 10, Duration.ofSeconds(5));
        ask(client(connector), "SELECT 1");
        assertThat(healthy(connector)).isTrue();

        connector.close();
        open = null;

        // The server ends a session a moment after its client has gone.
        Awaitility.await().untilAsserted(() -> assertThat(server().sessions()).isZero());
    }

    @Test
    void encryptsForAServerWhoseCertificateFits() throws Exception {
        SqlClient client = client(connector(tls(server().certificates(), Verify.VERIFY_PEER, Optional.empty())));

        assertThat(ask(client, encryption()))
                .extracting(row -> String.valueOf(row.get("encrypted")))
                .allMatch(value -> !value.isEmpty() && !value.equals("false") && !value.equals("null"))
                .hasSize(1);
    }

    @Test
    void refusesAServerWhoseCertificateBearsAnotherName() throws Exception {
        Connector connector =
                connector(tls(server().certificates(), Verify.VERIFY_PEER, Optional.of("db.example.com")));

        assertThat(healthy(connector)).isFalse();
    }

    @Test
    void refusesAServerWhoseCertificateIsOfAnotherAuthority(@TempDir Path folder) throws Exception {
        Connector connector = connector(tls(Certificates.in(folder), Verify.VERIFY_PEER, Optional.empty()));

        assertThat(healthy(connector)).isFalse();
    }

    @Test
    void acceptsAnotherNameWhenNothingIsVerified() throws Exception {
        Connector connector =
                connector(tls(server().certificates(), Verify.VERIFY_NONE, Optional.of("db.example.com")));

        assertThat(healthy(connector)).isTrue();
    }

    private static TlsClientSettings tls(Certificates authority, Verify verify, Optional<String> serverName) {
        return new TlsClientSettings(
                true,
                verify,
                Optional.of(authority.authorityCertificate().toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                serverName);
    }
}
