package io.caracal.auth.jwt;

import io.caracal.api.auth.AcceptParser;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * From when to when a token is valid (RFC 7519, sections 4.1.4 to 4.1.6).
 *
 * @param expiry {@code exp}
 * @param notBefore {@code nbf}
 * @param issuedAt {@code iat}
 */
record Lifetime(Optional<Instant> expiry, Optional<Instant> notBefore, Optional<Instant> issuedAt) {

    static final Lifetime ENDLESS = new Lifetime(Optional.empty(), Optional.empty(), Optional.empty());

    /** Reads the claims; one that is there and no number of seconds since 1970 is an error, never taken as absent. */
    static Lifetime of(Map<String, Object> claims) throws InvalidTokenException {
        return new Lifetime(instant(claims, "exp"), instant(claims, "nbf"), instant(claims, "iat"));
    }

    /**
     * Refuses a token whose time is over or has not come.
     *
     * @param skew how far the clock of the issuer may be ahead; it does not lengthen a token's life
     */
    void check(Instant now, Duration skew) throws InvalidTokenException {
        if (expiry.isPresent() && !now.isBefore(expiry.get())) {
            throw new InvalidTokenException("expired at " + expiry.get());
        }
        if (notBefore.isPresent() && now.plus(skew).isBefore(notBefore.get())) {
            throw new InvalidTokenException("not valid before " + notBefore.get());
        }
        if (issuedAt.isPresent() && now.plus(skew).isBefore(issuedAt.get())) {
            throw new InvalidTokenException("issued at " + issuedAt.get() + ", which is to come");
        }
    }

    private static Optional<Instant> instant(Map<String, Object> claims, String name) throws InvalidTokenException {
        try {
            return AcceptParser.instant(name, claims.get(name));
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException("the claim " + e.getMessage());
        }
    }
}
