package io.caracal.auth.builtin;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.auth.builtin.BuiltinSettings.User;
import io.caracal.auth.builtin.BuiltinSettings.UserIdType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Checks passwords against the users of the configuration.
 *
 * <p>A client that is not among them goes on to the next element, at once: that a name is unknown here shows in the answer of the
 * chain anyway (another reason code, or another element's decision), so hashing for nothing would only cost.
 */
final class BuiltinAuthenticator implements Authenticator {
    private final UserIdType userIdType;
    private final Map<String, Account> accounts;
    private final Executor blocking;

    private record Account(Credential credential, AuthenticationResult accepted) {
        static Account of(User user) {
            Credential credential = user.passwordHash()
                    .<Credential>map(hash -> PasswordHash.parse(hash.reveal()))
                    .orElseGet(() ->
                            new PlainPassword(user.password().orElseThrow().reveal()));
            return new Account(
                    credential, new Accept(Map.of(), user.isSuperuser(), Optional.empty(), List.of(), new byte[0]));
        }

        AuthenticationResult check(byte[] password) {
            return credential.matches(password)
                    ? accepted
                    : AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
        }
    }

    BuiltinAuthenticator(BuiltinSettings settings, Executor blocking) {
        this.userIdType = settings.userIdType();
        this.accounts = settings.users().stream().collect(Collectors.toUnmodifiableMap(User::userId, Account::of));
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        Optional<Account> known = userId(request).flatMap(id -> Optional.ofNullable(accounts.get(id)));
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(AuthenticationResult.next());
        }
        if (request.password().isEmpty()) {
            return CompletableFuture.completedFuture(AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD));
        }
        Account account = known.get();
        byte[] password = request.password().get();
        return account.credential().expensive()
                ? CompletableFuture.supplyAsync(() -> account.check(password), blocking)
                : CompletableFuture.completedFuture(account.check(password));
    }

    private Optional<String> userId(AuthenticationRequest request) {
        return switch (userIdType) {
            case USERNAME -> request.username();
            case CLIENTID -> Optional.of(request.clientId());
        };
    }

    @Override
    public void close() {
        // started nothing: what runs on the broker's threads is the broker's to end
    }
}
