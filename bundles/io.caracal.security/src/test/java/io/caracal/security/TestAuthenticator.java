package io.caracal.security;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.Authenticator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An authenticator around a lambda that remembers whether it was asked and closed. */
final class TestAuthenticator implements Authenticator {
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> decision;

    private TestAuthenticator(Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> decision) {
        this.decision = decision;
    }

    static TestAuthenticator deciding(Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> decision) {
        return new TestAuthenticator(decision);
    }

    static TestAuthenticator answering(AuthenticationResult result) {
        return deciding(_ -> CompletableFuture.completedFuture(result));
    }

    static TestAuthenticator accepting() {
        return answering(AuthenticationResult.accept());
    }

    @Override
    public Set<String> methods() {
        return Set.of();
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        asked.incrementAndGet();
        return decision.apply(request);
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
