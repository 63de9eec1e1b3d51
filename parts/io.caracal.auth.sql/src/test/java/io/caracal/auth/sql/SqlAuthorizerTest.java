package io.caracal.auth.sql;

import static io.caracal.auth.sql.FakeDatabase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.Authorization.Allow;
import io.caracal.api.auth.Authorization.Deny;
import io.caracal.api.auth.Authorization.Next;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.connector.Connectors;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SqlAuthorizerTest {
    private static final String QUERY =
            "SELECT action, permission, topic, ipaddress, qos, retain FROM mqtt_acl WHERE username = ${username}";

    private record Context(Connectors connectors) implements AuthorizerContext {
        @Override
        public String id() {
            return "mysql";
        }

        @Override
        public Executor blocking() {
            return Runnable::run;
        }

        @Override
        public void changed() {
            throw new UnsupportedOperationException();
        }
    }

    private static Authorizer authorizer(FakeDatabase database, String query) {
        return SqlAuthorizer.create(
                "mysql",
                new SqlAuthorizerSettings(Optional.of("mysql:main"), Optional.empty(), query),
                new Context(database));
    }

    private static Authorization decision(FakeDatabase database, String topic) {
        ClientFacts facts = ClientFacts.of(
                "pump7", Optional.of("otter"), Optional.empty(), new InetSocketAddress("127.0.0.1", 40_000), "tcp:x");
        return authorizer(database, QUERY)
                .authorize(new AuthorizationRequest(facts, false, Action.PUBLISH, topic, 2, false))
                .toCompletableFuture()
                .join();
    }

    @Test
    void theFirstRowThatFitsDecides() {
        FakeDatabase database = FakeDatabase.with(
                row("permission", "deny", "action", "publish", "topic", "a/secret"),
                row("permission", "allow", "action", "all", "topic", "a/#"));

        assertThat(decision(database, "a/secret")).isInstanceOf(Deny.class);
        assertThat(decision(database, "a/b")).isInstanceOf(Allow.class);
    }

    @Test
    void leavesWhatNoRowIsAboutToTheNextSource() {
        assertThat(decision(FakeDatabase.with(), "a")).isInstanceOf(Next.class);
    }

    @Test
    void numbersAndTextsLimitARule() {
        FakeDatabase database = FakeDatabase.with(
                row(
                        "permission",
                        "allow",
                        "action",
                        "publish",
                        "topic",
                        "a",
                        "ipaddress",
                        "",
                        "qos",
                        1,
                        "retain",
                        null),
                row("permission", "deny", "action", "publish", "topic", "a", "qos", "0,2", "retain", 0));

        assertThat(decision(database, "a")).isInstanceOf(Deny.class);
    }

    @Test
    void bytesAreText() {
        FakeDatabase database = FakeDatabase.with(
                row("permission", "allow", "action", "publish", "topic", "a".getBytes(StandardCharsets.UTF_8)));

        assertThat(decision(database, "a")).isInstanceOf(Allow.class);
    }

    @Test
    void aRowThatIsNoRuleIsAFailureThatNamesIt() {
        FakeDatabase database = FakeDatabase.with(
                row("permission", "allow", "action", "publish", "topic", "a"),
                row("permission", "perhaps", "action", "publish", "topic", "b"));

        assertThatThrownBy(() -> decision(database, "a"))
                .hasMessageContaining("row 2")
                .hasMessageContaining("perhaps");
    }

    @Test
    void aDatabaseThatFailsIsAFailure() {
        assertThatThrownBy(() -> decision(FakeDatabase.failing(new SQLException("gone")), "a"))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void whatIsAskedForIsAParameter() {
        FakeDatabase database = FakeDatabase.with();
        ClientFacts facts = ClientFacts.of(
                "pump7", Optional.empty(), Optional.empty(), new InetSocketAddress("127.0.0.1", 40_000), "tcp:x");

        authorizer(
                        database,
                        "SELECT * FROM r WHERE u = ${username} AND t = '${topic}' AND a = ${action} AND q = ${qos}")
                .authorize(new AuthorizationRequest(facts, false, Action.SUBSCRIBE, "a' OR 1=1", 1, false));

        assertThat(database.sql).isEqualTo("SELECT * FROM r WHERE u = ? AND t = ? AND a = ? AND q = ?");
        assertThat(database.parameters).isEqualTo(FakeDatabase.values(null, "a' OR 1=1", "subscribe", 1));
    }

    @Test
    void refusesAPlaceholderThatNobodyKnows() {
        assertThatThrownBy(() -> authorizer(FakeDatabase.with(), "SELECT 1 FROM t WHERE x = ${nonsense}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
    }
}
