package io.caracal.auth.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordAlgorithm.Name;
import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.api.auth.UserDatabase;
import io.caracal.api.config.Secret;
import io.caracal.auth.builtin.BuiltinSettings.User;
import io.caracal.auth.builtin.BuiltinSettings.UserIdType;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinAuthenticatorTest {
    private static final AuthenticationResult WRONG = AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
    private static final String HASH =
            "$pbkdf2-sha256$i=10000$c2FsdHNhbHRzYWx0c2FsdA$7JMc+Orakl8cI/LNC4qa3ZWWz8zE6mp9ZCpH6br9XuM";

    private final AtomicInteger blockingTasks = new AtomicInteger();
    private final MemoryUsers database = new MemoryUsers();
    private final PasswordHashing hashing = new BackwardsHashing();

    private final class Context implements AuthenticatorContext {
        @Override
        public String id() {
            return "password_based:built_in_database";
        }

        @Override
        public Executor blocking() {
            return task -> {
                blockingTasks.incrementAndGet();
                task.run();
            };
        }

        @Override
        public PasswordHashing passwords() {
            return hashing;
        }

        @Override
        public UserDatabase users() {
            return database;
        }
    }

    private Authenticator authenticator(UserIdType type) {
        User hashed = new User("hashed", Optional.of(new Secret(HASH)), Optional.empty(), true);
        User plain = new User("plain", Optional.empty(), Optional.of(new Secret("secret")), false);
        return new BuiltinAuthenticatorFactory()
                .create(
                        new BuiltinSettings(
                                type, List.of(hashed, plain), PasswordAlgorithm.of(Name.PLAIN), Optional.empty()),
                        new Context());
    }

    private AuthenticationResult decide(UserIdType type, String clientId, String username, String password) {
        AuthenticationRequest request = new AuthenticationRequest(
                clientId,
                username.isEmpty() ? Optional.empty() : Optional.of(username),
                password.isEmpty() ? Optional.empty() : Optional.of(password.getBytes(StandardCharsets.UTF_8)),
                InetSocketAddress.createUnresolved("127.0.0.1", 50_000),
                "tcp:default",
                5,
                Optional.empty(),
                new byte[0],
                false);
        try (Authenticator authenticator = authenticator(type)) {
            return authenticator.authenticate(request).toCompletableFuture().join();
        }
    }

    private AuthenticationResult decide(String username, String password) {
        return decide(UserIdType.USERNAME, "client", username, password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashed", "plain"})
    void rightPasswordIsAccepted(String user) {
        assertThat(decide(user, "secret")).isInstanceOf(Accept.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashed", "plain"})
    void wrongPasswordIsRejected(String user) {
        assertThat(decide(user, "Secret")).isEqualTo(WRONG);
        assertThat(decide(user, "secret ")).isEqualTo(WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashed", "plain"})
    void knownUserWithoutPasswordIsRejected(String user) {
        assertThat(decide(user, "")).isEqualTo(WRONG);
    }

    @Test
    void unknownUserIsLeftToTheNextElement() {
        assertThat(decide("Hashed", "secret")).isInstanceOf(Next.class);
    }

    @Test
    void clientWithoutUserNameIsLeftToTheNextElement() {
        assertThat(decide("", "secret")).isInstanceOf(Next.class);
    }

    @Test
    void clientIdentifierCanStandForTheUser() {
        assertThat(decide(UserIdType.CLIENTID, "plain", "somebody", "secret")).isInstanceOf(Accept.class);
        assertThat(decide(UserIdType.CLIENTID, "somebody", "plain", "secret")).isInstanceOf(Next.class);
    }

    @Test
    void superuserIsMarked() {
        assertThat(((Accept) decide("hashed", "secret")).superuser()).isTrue();
        assertThat(((Accept) decide("plain", "secret")).superuser()).isFalse();
    }

    @Test
    void onlyHashesAreComputedOnABlockingThread() {
        decide("plain", "secret");
        decide("unknown", "secret");
        assertThat(blockingTasks).hasValue(0);
        decide("hashed", "secret");
        assertThat(blockingTasks).hasValue(1);
    }

    private StoredUser add(String userId, String password, boolean superuser) {
        StoredUser stored = authenticator(UserIdType.USERNAME)
                .users()
                .orElseThrow()
                .store(new NewUser(
                        userId,
                        Optional.of(password.getBytes(StandardCharsets.UTF_8)),
                        Optional.empty(),
                        Optional.empty(),
                        superuser))
                .toCompletableFuture()
                .join();
        database.users.put(userId, stored);
        return stored;
    }

    @Test
    void usersOfTheDatabaseAreRecognisedByTheirPasswords() {
        add("stored", "pass", true);

        assertThat(decide(UserIdType.USERNAME, "c", "stored", "pass"))
                .isInstanceOfSatisfying(
                        Accept.class, accept -> assertThat(accept.superuser()).isTrue());
        assertThat(decide(UserIdType.USERNAME, "c", "stored", "wrong")).isEqualTo(WRONG);
        assertThat(decide(UserIdType.USERNAME, "c", "stored", "")).isEqualTo(WRONG);
        assertThat(decide(UserIdType.CLIENTID, "stored", "", "pass")).isInstanceOf(Accept.class);
    }

    @Test
    void userOfTheConfigurationComesBeforeOneOfTheDatabase() {
        add("plain", "other", true);

        assertThat(decide(UserIdType.USERNAME, "c", "plain", "other")).isEqualTo(WRONG);
    }

    @Test
    void whatIsStoredIsTheHash() {
        StoredUser stored = add("stored", "pass", false);

        assertThat(stored.values()).containsEntry("password_hash", "ssap").containsEntry("algorithm", "plain");
    }
}
