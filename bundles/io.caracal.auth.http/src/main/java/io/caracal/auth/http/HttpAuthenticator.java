package io.caracal.auth.http;

import io.caracal.api.auth.AcceptParser;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Leaves the decision about a client to a server. A server that fails is a failure, never a decision. */
final class HttpAuthenticator implements Authenticator {
    private final HttpServer server;
    private final InstantSource clock;

    HttpAuthenticator(HttpServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        return server.ask(request.facts()::value).handle(this::decide);
    }

    private AuthenticationResult decide(@Nullable Verdict verdict, @Nullable Throwable failure) {
        if (verdict != null) {
            return switch (verdict.result()) {
                case ALLOW -> granted(verdict);
                case DENY -> AuthenticationResult.reject(Reason.NOT_AUTHORIZED);
                case IGNORE -> AuthenticationResult.next();
            };
        }
        Throwable cause = HttpServer.cause(failure == null ? new IllegalStateException("no answer") : failure);
        if (cause instanceof UnfitValueException) {
            return AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
        }
        throw new CompletionException(cause);
    }

    private AuthenticationResult granted(Verdict verdict) {
        Accept accept;
        try {
            accept = AcceptParser.parse(verdict.fields());
        } catch (IllegalArgumentException e) {
            throw new CompletionException(
                    new BadAnswerException("the server granted what cannot be: " + e.getMessage(), e));
        }
        boolean over =
                accept.expiry().filter(end -> !end.isAfter(clock.instant())).isPresent();
        return over ? AuthenticationResult.reject(Reason.NOT_AUTHORIZED) : accept;
    }

    @Override
    public void close() {
        server.close();
    }
}
