package io.caracal.security;

import io.caracal.api.auth.AuthenticationChain.Exchange;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Reason;
import java.util.concurrent.CompletableFuture;

/** An exchange that is over before any authenticator was asked. */
record DecidedExchange(CompletableFuture<AuthenticationResult> result) implements Exchange {
    DecidedExchange(AuthenticationResult decision) {
        this(CompletableFuture.completedFuture(decision));
    }

    @Override
    public CompletableFuture<AuthenticationResult> proceed(byte[] data) {
        return CompletableFuture.completedFuture(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
    }

    @Override
    public void abandon() {
        // holds nothing
    }
}
