package io.caracal.itests.conformance.authenticator;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Without a method, everyone may connect but the user {@code stranger}, and the user {@code restricted} may neither publish nor
 * subscribe to {@code +/denied}. With the method {@code CHALLENGE} each answer decides: {@code yes} accepts, {@code again} asks once
 * more, anything else is rejected.
 */
final class ChallengeAuthenticator implements Authenticator {

    static final String METHOD = "CHALLENGE";

    @Override
    public Set<String> methods() {
        return Set.of(METHOD);
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        return CompletableFuture.completedFuture(request.method().isPresent() ? challenge(1) : byName(request));
    }

    @Override
    public CompletionStage<AuthenticationResult> proceed(AuthenticationRequest request, Object state, byte[] data) {
        return CompletableFuture.completedFuture(
                switch (new String(data, StandardCharsets.UTF_8)) {
                    case "yes" -> accept(List.of(), "welcome");
                    case "again" -> challenge((int) state + 1);
                    default -> AuthenticationResult.reject(Reason.NOT_AUTHORIZED);
                });
    }

    @Override
    public void close() {}

    private static AuthenticationResult byName(AuthenticationRequest request) {
        return switch (request.username().orElse("")) {
            case "stranger" -> AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
            case "restricted" -> accept(List.of(new AclRule(false, AclRule.Action.ALL, "+/denied")), "");
            default -> AuthenticationResult.accept();
        };
    }

    private static AuthenticationResult challenge(int round) {
        return new AuthenticationResult.Continue(("challenge " + round).getBytes(StandardCharsets.UTF_8), round);
    }

    private static AuthenticationResult accept(List<AclRule> rules, String data) {
        return new AuthenticationResult.Accept(
                Map.of(), false, Optional.empty(), rules, data.getBytes(StandardCharsets.UTF_8));
    }
}
