package io.caracal.auth.jwt;

import io.caracal.api.auth.AcceptParser;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts clients whose token is signed by the issuer, is valid now and says what it has to say; rejects every other token, and
 * leaves clients without a token to the next element.
 */
final class JwtAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);

    private final String id;
    private final JwtSettings settings;
    private final TokenVerifier verifier;
    private final ClaimChecks checks;
    private final InstantSource clock;
    private final Runnable close;

    /** @param close ends what keys come from */
    JwtAuthenticator(String id, JwtSettings settings, TokenVerifier verifier, InstantSource clock, Runnable close) {
        this.id = id;
        this.settings = settings;
        this.verifier = verifier;
        this.checks = new ClaimChecks(settings.verifyClaims());
        this.clock = clock;
        this.close = close;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        Optional<String> token = shown(request).filter(TokenVerifier::isToken);
        if (token.isEmpty()) {
            return CompletableFuture.completedStage(AuthenticationResult.next());
        }
        return verifier.verify(token.get())
                .handle((claims, failure) -> failure == null ? decide(claims, request) : refuse(failure, request));
    }

    private Optional<String> shown(AuthenticationRequest request) {
        return switch (settings.from()) {
            case USERNAME -> request.username();
            case PASSWORD -> request.password().map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
        };
    }

    private AuthenticationResult decide(Map<String, Object> claims, AuthenticationRequest request) {
        try {
            Lifetime lifetime = Lifetime.of(claims);
            lifetime.check(clock.instant(), settings.clockSkew());
            checks.check(claims, request.facts());
            return granted(claims, settings.disconnectAfterExpire() ? lifetime : Lifetime.ENDLESS);
        } catch (InvalidTokenException e) {
            return refuse(e, request);
        }
    }

    private Accept granted(Map<String, Object> claims, Lifetime lifetime) throws InvalidTokenException {
        Map<String, @Nullable Object> fields = new HashMap<>(claims);
        fields.put("acl", claims.get(settings.aclClaimName()));
        fields.remove("expire_at");
        try {
            Accept accept = AcceptParser.parse(fields);
            return new Accept(
                    accept.attributes(),
                    accept.superuser(),
                    lifetime.expiry(),
                    accept.acl(),
                    accept.data(),
                    accept.clientIdOverride());
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException("the claim " + e.getMessage());
        }
    }

    private AuthenticationResult refuse(Throwable failure, AuthenticationRequest request) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InvalidTokenException) {
            LOG.debug("element={} clientId={} refused: {}", id, request.clientId(), cause.getMessage());
            return AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
        }
        throw new CompletionException(cause);
    }

    @Override
    public void close() {
        close.run();
    }
}
