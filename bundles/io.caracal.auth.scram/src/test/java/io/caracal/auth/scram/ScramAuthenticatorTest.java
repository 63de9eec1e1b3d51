package io.caracal.auth.scram;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.api.auth.UserDatabase;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScramAuthenticatorTest {
    private static final AuthenticationResult WRONG = AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
    private static final String FIRST = "n,,n=kay,r=abc";

    private final MemoryUsers database = new MemoryUsers();
    private final ScramAuthenticator authenticator =
            new ScramAuthenticator(new ScramSettings(ScramAlgorithm.SHA512, 4096, Optional.empty()), new Context());

    private final class Context implements AuthenticatorContext {
        @Override
        public String id() {
            return "scram:built_in_database";
        }

        @Override
        public Executor blocking() {
            return Runnable::run;
        }

        @Override
        public UserDatabase users() {
            return database;
        }
    }

    private static NewUser user(Optional<String> password, Optional<String> hash) {
        return new NewUser(
                "kay", password.map(text -> text.getBytes(StandardCharsets.UTF_8)), hash, Optional.empty(), true);
    }

    @BeforeEach
    void addUser() {
        database.users.put(
                "kay",
                authenticator
                        .users()
                        .orElseThrow()
                        .store(user(Optional.of("secret"), Optional.empty()))
                        .toCompletableFuture()
                        .join());
    }

    private static AuthenticationRequest request(Optional<String> username, String message, Map<String, String> known) {
        ClientFacts facts = ClientFacts.of(
                        "c",
                        username,
                        Optional.empty(),
                        InetSocketAddress.createUnresolved("127.0.0.1", 50_000),
                        "tcp:default")
                .with(known);
        return new AuthenticationRequest(
                facts, 5, Optional.of("SCRAM-SHA-512"), message.getBytes(StandardCharsets.UTF_8), !known.isEmpty());
    }

    private AuthenticationResult decide(Optional<String> username, String message) {
        return authenticator
                .authenticate(request(username, message, Map.of()))
                .toCompletableFuture()
                .join();
    }

    private AuthenticationResult prove(String password) {
        AuthenticationRequest request = request(Optional.of("kay"), FIRST, Map.of());
        Continue challenge = (Continue)
                authenticator.authenticate(request).toCompletableFuture().join();
        String message = new TestClient(ScramAlgorithm.SHA512, "n=kay,r=abc", password)
                .answer(new String(challenge.data(), StandardCharsets.UTF_8));
        return authenticator
                .proceed(request, challenge.state(), message.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    @Test
    void whoKnowsThePasswordIsAccepted() {
        assertThat(prove("secret")).isInstanceOfSatisfying(Accept.class, accept -> {
            assertThat(accept.superuser()).isTrue();
            assertThat(accept.attributes()).containsEntry("username", "kay");
            assertThat(new String(accept.data(), StandardCharsets.UTF_8)).startsWith("v=");
        });
    }

    @Test
    void whoDoesNotIsRejected() {
        assertThat(prove("guess")).isEqualTo(WRONG);
    }

    @Test
    void whoIsNotThereGoesOn() {
        assertThat(decide(Optional.empty(), "n,,n=eve,r=abc")).isInstanceOf(Next.class);
    }

    @Test
    void nameOfConnectMustBeThatOfScram() {
        assertThat(decide(Optional.of("admin"), FIRST)).isEqualTo(WRONG);
    }

    @Test
    void whoAuthenticatesAgainIsTheSame() {
        AuthenticationResult decision = authenticator
                .authenticate(request(Optional.empty(), FIRST, Map.of("username", "eve")))
                .toCompletableFuture()
                .join();

        assertThat(decision).isEqualTo(WRONG);
    }

    @Test
    void garbageIsRejected() {
        assertThat(decide(Optional.empty(), "\u0000\uFFFF")).isEqualTo(WRONG);
    }

    @Test
    void keysCannotBeMadeOfAHash() {
        Assertions.assertThatThrownBy(() -> authenticator
                        .users()
                        .orElseThrow()
                        .store(user(Optional.empty(), Optional.of("abcdef")))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("expected a password")
                .hasMessageNotContaining("abcdef");
    }
}
