package io.caracal.auth.sql;

import static io.caracal.auth.sql.FakeDatabase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.connector.Connectors;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlAuthenticatorTest {
    private static final String QUERY =
            "SELECT password_hash, salt, is_superuser FROM mqtt_user WHERE username = ${username} LIMIT 1";
    private static final AuthenticationResult REJECTED = AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);

    /** A hash here is salt, a dash and the password. */
    private static final class Dashes implements PasswordHashing {
        @Override
        public CompletionStage<Boolean> verify(PasswordAlgorithm algorithm, String hash, String salt, byte[] password) {
            String right = salt + "-" + new String(password, StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(hash.equals(right));
        }

        @Override
        public CompletionStage<PasswordHash> hash(PasswordAlgorithm algorithm, byte[] password) {
            throw new UnsupportedOperationException();
        }
    }

    private record Context(Connectors connectors) implements AuthenticatorContext {
        @Override
        public String id() {
            return "password_based:mysql";
        }

        @Override
        public Executor blocking() {
            return Runnable::run;
        }

        @Override
        public PasswordHashing passwords() {
            return new Dashes();
        }
    }

    private static Authenticator authenticator(FakeDatabase database) {
        SqlAuthenticatorSettings settings = new SqlAuthenticatorSettings(
                Optional.of("mysql:main"),
                Optional.empty(),
                QUERY,
                PasswordAlgorithm.of(PasswordAlgorithm.Name.SHA256));
        return SqlAuthenticator.create("mysql", settings, new Context(database));
    }

    private static AuthenticationRequest request(@Nullable String username, @Nullable String password) {
        return new AuthenticationRequest(
                "pump7",
                Optional.ofNullable(username),
                Optional.ofNullable(password).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                new InetSocketAddress("127.0.0.1", 40_000),
                "tcp:default",
                5,
                Optional.empty(),
                new byte[0],
                false);
    }

    private static AuthenticationResult decision(FakeDatabase database, String password) {
        return authenticator(database)
                .authenticate(request("otter", password))
                .toCompletableFuture()
                .join();
    }

    @Test
    void acceptsTheRightPassword() {
        FakeDatabase database = FakeDatabase.with(row("password_hash", "s-fish", "salt", "s", "is_superuser", 0));

        assertThat(decision(database, "fish"))
                .isInstanceOfSatisfying(Accept.class, accepted -> assertThat(accepted.superuser())
                        .isFalse());
    }

    @Test
    void rejectsAnotherPassword() {
        FakeDatabase database = FakeDatabase.with(row("password_hash", "s-fish", "salt", "s", "is_superuser", 0));

        assertThat(decision(database, "wrong")).isEqualTo(REJECTED);
    }

    @Test
    void leavesWhoHasNoRowToTheNextElement() {
        assertThat(decision(FakeDatabase.with(), "fish")).isInstanceOf(Next.class);
    }

    @Test
    void theFirstRowDecides() {
        FakeDatabase database = FakeDatabase.with(row("password_hash", "-first"), row("password_hash", "-second"));

        assertThat(decision(database, "second")).isEqualTo(REJECTED);
    }

    @Test
    void takesTheColumnPasswordWhereThereIsNoHash() {
        assertThat(decision(FakeDatabase.with(row("password", "-fish")), "fish"))
                .isInstanceOf(Accept.class);
    }

    @Test
    void aHashOfBytesIsText() {
        FakeDatabase database =
                FakeDatabase.with(row("password_hash", "-fish".getBytes(StandardCharsets.UTF_8), "salt", null));

        assertThat(decision(database, "fish")).isInstanceOf(Accept.class);
    }

    @Test
    void rejectsWhoHasNoPasswordInTheTable() {
        assertThat(decision(FakeDatabase.with(row("password_hash", null)), "fish"))
                .isEqualTo(REJECTED);
    }

    @Test
    void rejectsWhoSendsNoPasswordWithoutAsking() {
        FakeDatabase database = FakeDatabase.with(row("password_hash", "-"));

        assertThat(authenticator(database)
                        .authenticate(request("otter", null))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(REJECTED);
        assertThat(database.sql).isEmpty();
    }

    @Test
    void whatTheClientSaysIsAParameter() {
        FakeDatabase database = FakeDatabase.with();
        authenticator(database).authenticate(request("' OR 1=1 --", "x"));

        assertThat(database.sql)
                .isEqualTo("SELECT password_hash, salt, is_superuser FROM mqtt_user WHERE username = ? LIMIT 1");
        assertThat(database.parameters).isEqualTo(FakeDatabase.values("' OR 1=1 --"));
    }

    @Test
    void aMissingNameIsNull() {
        FakeDatabase database = FakeDatabase.with();
        authenticator(database).authenticate(request(null, "x"));

        assertThat(database.parameters).isEqualTo(FakeDatabase.values((Object) null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "TRUE", "t"})
    void knowsASuperuserByTheWord(String word) {
        FakeDatabase database = FakeDatabase.with(row("password_hash", "-fish", "is_superuser", word));

        assertThat(decision(database, "fish"))
                .isInstanceOfSatisfying(Accept.class, accepted -> assertThat(accepted.superuser())
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "false", "", "yes", "2"})
    void nobodyIsASuperuserByAnotherWord(String word) {
        FakeDatabase database = FakeDatabase.with(row("password_hash", "-fish", "is_superuser", word));

        assertThat(decision(database, "fish"))
                .isInstanceOfSatisfying(Accept.class, accepted -> assertThat(accepted.superuser())
                        .isFalse());
    }

    @Test
    void otherColumnsAreNoAttributesOfTheClient() {
        FakeDatabase database = FakeDatabase.with(row("password_hash", "-fish", "tenant", "acme"));

        assertThat(decision(database, "fish"))
                .isInstanceOfSatisfying(Accept.class, accepted -> assertThat(accepted.attributes())
                        .isEmpty());
    }

    @Test
    void aDatabaseThatFailsIsAFailure() {
        FakeDatabase database = FakeDatabase.failing(new SQLException("gone"));

        assertThatThrownBy(() -> decision(database, "fish"))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aQueryWithoutAHashIsAFailureThatNamesTheColumns() {
        assertThatThrownBy(() -> decision(FakeDatabase.with(row("secret", "x")), "fish"))
                .hasMessageContaining("secret")
                .hasMessageContaining("password_hash");
    }

    @Test
    void endsItsUseOfTheConnector() {
        FakeDatabase database = FakeDatabase.with();

        authenticator(database).close();

        assertThat(database.closed).isTrue();
    }

    @Test
    void refusesAConnectorOfAnotherType() {
        SqlAuthenticatorSettings settings = new SqlAuthenticatorSettings(
                Optional.of("http:main"), Optional.empty(), QUERY, PasswordAlgorithm.of(PasswordAlgorithm.Name.SHA256));

        assertThatThrownBy(() -> SqlAuthenticator.create("mysql", settings, new Context(FakeDatabase.with())))
                .hasMessageContaining("http:main")
                .hasMessageContaining("mysql:NAME");
    }

    @Test
    void wantsOneServer() {
        PasswordAlgorithm algorithm = PasswordAlgorithm.of(PasswordAlgorithm.Name.SHA256);

        assertThatThrownBy(() -> new SqlAuthenticatorSettings(Optional.empty(), Optional.empty(), QUERY, algorithm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither connector nor server");
    }
}
