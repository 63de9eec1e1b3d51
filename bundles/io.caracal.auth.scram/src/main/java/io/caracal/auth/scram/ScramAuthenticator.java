package io.caracal.auth.scram;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserCredentials;
import io.caracal.api.auth.UserDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The server's side of SCRAM. What it computes while clients wait, a few HMACs, takes microseconds. */
final class ScramAuthenticator implements Authenticator {
    /** The attribute of the client that takes the name that it proved to have. */
    static final String USERNAME = "username";

    private static final int NONCE = 24;

    private final ScramAlgorithm algorithm;
    private final UserDatabase database;
    private final ScramUsers users;
    private final SecureRandom random = new SecureRandom();

    ScramAuthenticator(ScramSettings settings, AuthenticatorContext context) {
        this.algorithm = settings.algorithm();
        this.database = context.users();
        this.users = new ScramUsers(settings, context.blocking());
    }

    @Override
    public Set<String> methods() {
        return Set.of(algorithm.method());
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        if (request.method().isEmpty()) {
            return now(AuthenticationResult.next());
        }
        Optional<ClientFirst> first = ClientFirst.parse(text(request.data()));
        if (first.isEmpty()) {
            return refused();
        }
        String username = first.get().username();
        boolean another =
                request.username().isPresent() && !request.username().get().equals(username)
                        || request.reauthentication()
                                && !username.equals(request.facts().attributes().get(USERNAME));
        if (another) {
            // What it may do goes by the name in CONNECT, so it must not prove to be somebody else.
            return refused();
        }
        return database.find(username).thenApply(user -> user.map(found -> challenge(found, first.get()))
                .orElseGet(AuthenticationResult::next));
    }

    private AuthenticationResult challenge(StoredUser user, ClientFirst first) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        ScramExchange exchange =
                ScramExchange.begin(user, first, Base64.getEncoder().encodeToString(nonce));
        if (exchange.keys().algorithm() != algorithm) {
            // Its keys were made before the algorithm of this element was changed.
            return AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
        }
        return new Continue(exchange.challenge().getBytes(StandardCharsets.UTF_8), exchange);
    }

    @Override
    public CompletionStage<AuthenticationResult> proceed(AuthenticationRequest request, Object state, byte[] data) {
        ScramExchange exchange = (ScramExchange) state;
        StoredUser user = exchange.user();
        return exchange.answer(text(data))
                .map(answer -> now(new Accept(
                        Map.of(USERNAME, user.userId()),
                        user.superuser(),
                        Optional.empty(),
                        List.of(),
                        answer.getBytes(StandardCharsets.UTF_8))))
                .orElseGet(ScramAuthenticator::refused);
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    private static CompletionStage<AuthenticationResult> refused() {
        return now(AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD));
    }

    private static CompletionStage<AuthenticationResult> now(AuthenticationResult result) {
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public Optional<UserCredentials> users() {
        return Optional.of(users);
    }

    @Override
    public void close() {
        // started nothing: what runs on the broker's threads is the broker's to end
    }
}
