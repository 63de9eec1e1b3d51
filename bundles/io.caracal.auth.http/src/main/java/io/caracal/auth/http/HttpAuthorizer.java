package io.caracal.auth.http;

import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.Authorizer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Leaves the decision about an action to a server. A server that fails is a failure, which denies. */
final class HttpAuthorizer implements Authorizer {
    private final HttpServer server;

    HttpAuthorizer(HttpServer server) {
        this.server = server;
    }

    @Override
    public CompletionStage<Authorization> authorize(AuthorizationRequest request) {
        return server.ask(name -> value(request, name)).handle(HttpAuthorizer::decide);
    }

    private static Optional<String> value(AuthorizationRequest request, String name) {
        return switch (name) {
            case "action" -> Optional.of(request.action().name().toLowerCase(Locale.ROOT));
            case "topic" -> Optional.of(request.topic());
            case "qos" -> Optional.of(Integer.toString(request.qos()));
            case "retain" -> Optional.of(Boolean.toString(request.retain()));
            default -> request.facts().value(name);
        };
    }

    private static Authorization decide(@Nullable Verdict verdict, @Nullable Throwable failure) {
        if (verdict != null) {
            return switch (verdict.result()) {
                case ALLOW -> new Authorization.Allow("the server says allow");
                case DENY -> new Authorization.Deny("the server says deny");
                case IGNORE -> Authorization.next();
            };
        }
        Throwable cause = HttpServer.cause(failure == null ? new IllegalStateException("no answer") : failure);
        if (cause instanceof UnfitValueException) {
            return new Authorization.Deny("not asked: " + cause.getMessage());
        }
        throw new CompletionException(cause);
    }

    @Override
    public void close() {
        server.close();
    }
}
