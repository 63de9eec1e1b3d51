package io.caracal.auth.builtin;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserCredentials;
import io.caracal.api.auth.UserDatabase;
import io.caracal.auth.builtin.BuiltinSettings.User;
import io.caracal.auth.builtin.BuiltinSettings.UserIdType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Checks passwords against the users of the configuration, then against those of the user database.
 *
 * <p>A client that is not among them goes on to the next element: that a name is unknown here shows in the answer of the chain anyway
 * (another reason code, or another element's decision), so hashing for nothing would only cost.
 */
final class BuiltinAuthenticator implements Authenticator {
    private final UserIdType userIdType;
    private final Map<String, Account> accounts;
    private final Executor blocking;
    private final UserDatabase database;
    private final DatabaseUsers stored;

    private record Account(Credential credential, boolean superuser) {
        static Account of(User user) {
            Credential credential = user.passwordHash()
                    .<Credential>map(hash -> PasswordHash.parse(hash.reveal()))
                    .orElseGet(() ->
                            new PlainPassword(user.password().orElseThrow().reveal()));
            return new Account(credential, user.isSuperuser());
        }
    }

    BuiltinAuthenticator(BuiltinSettings settings, AuthenticatorContext context) {
        this.userIdType = settings.userIdType();
        this.accounts = settings.users().stream().collect(Collectors.toUnmodifiableMap(User::userId, Account::of));
        this.blocking = context.blocking();
        this.database = context.users();
        this.stored = new DatabaseUsers(
                settings.passwordHashAlgorithm(),
                context.passwords(),
                settings.bootstrapFile().map(Path::of));
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        Optional<String> id = userId(request);
        if (id.isEmpty()) {
            return now(AuthenticationResult.next());
        }
        Account account = accounts.get(id.get());
        if (account != null) {
            return configured(account, request);
        }
        return database.find(id.get())
                .thenCompose(user -> user.isEmpty() ? now(AuthenticationResult.next()) : stored(user.get(), request));
    }

    private CompletionStage<AuthenticationResult> configured(Account account, AuthenticationRequest request) {
        if (request.password().isEmpty()) {
            return now(decision(false, false));
        }
        byte[] password = request.password().get();
        Credential credential = account.credential();
        return credential.expensive()
                ? CompletableFuture.supplyAsync(
                        () -> decision(credential.matches(password), account.superuser()), blocking)
                : now(decision(credential.matches(password), account.superuser()));
    }

    private CompletionStage<AuthenticationResult> stored(StoredUser user, AuthenticationRequest request) {
        return request.password()
                .map(password -> stored.verify(user, password).thenApply(right -> decision(right, user.superuser())))
                .orElseGet(() -> now(decision(false, false)));
    }

    private static AuthenticationResult decision(boolean right, boolean superuser) {
        return right
                ? new Accept(Map.of(), superuser, Optional.empty(), List.of(), new byte[0])
                : AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
    }

    private static CompletionStage<AuthenticationResult> now(AuthenticationResult result) {
        return CompletableFuture.completedFuture(result);
    }

    private Optional<String> userId(AuthenticationRequest request) {
        return switch (userIdType) {
            case USERNAME -> request.username();
            case CLIENTID -> Optional.of(request.clientId());
        };
    }

    @Override
    public Optional<UserCredentials> users() {
        return Optional.of(stored);
    }

    @Override
    public void close() {
        // started nothing: what runs on the broker's threads is the broker's to end
    }
}
