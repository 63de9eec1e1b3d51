package com.example.signedid;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts {@code NAME.SIGNATURE}, rejects a wrong signature, and leaves every other client identifier to the next element. */
final class SignedIdAuthenticator implements Authenticator {
    private final Signature signature;
    private final String nameAttribute;

    SignedIdAuthenticator(Signature signature, String nameAttribute) {
        this.signature = signature;
        this.nameAttribute = nameAttribute;
    }

    /** Computes for some microseconds and waits for nothing, so it answers at once, on the calling thread. */
    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        return CompletableFuture.completedFuture(decide(request.clientId()));
    }

    private AuthenticationResult decide(String clientId) {
        int dot = clientId.lastIndexOf('.');
        if (dot < 1) {
            return AuthenticationResult.next();
        }
        String name = clientId.substring(0, dot);
        if (!signature.matches(name, clientId.substring(dot + 1))) {
            return AuthenticationResult.reject(Reason.CLIENT_IDENTIFIER_NOT_VALID);
        }
        return new Accept(Map.of(nameAttribute, name), false, Optional.empty(), List.of(), new byte[0]);
    }

    @Override
    public void close() {
        // started nothing
    }
}
