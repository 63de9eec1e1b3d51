package io.caracal.rest.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What people who have logged in prove it with. Only digests are kept, in a file, so that tokens outlive an update of this bundle. */
public final class Tokens {
    private static final int PER_USER = 64;

    private final StoredRecord<Stored> stored;
    private volatile Duration expiry;
    private final Clock clock;

    /** What the file holds. */
    record Stored(List<Token> tokens) {
        Stored {
            tokens = List.copyOf(tokens);
        }
    }

    /** One of them. */
    record Token(String digest, String username, Instant expiresAt) {}

    Tokens(StoredRecord<Stored> stored, Duration expiry, Clock clock) {
        this.stored = stored;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** A new token, which nobody can see again; the oldest goes when the user has too many. */
    String issue(String username) {
        String token = Randoms.token();
        Instant now = clock.instant();
        stored.change(before -> {
            List<Token> kept = new ArrayList<>(before.tokens());
            kept.removeIf(other -> other.expiresAt().isBefore(now));
            List<Token> own = kept.stream()
                    .filter(other -> other.username().equals(username))
                    .sorted(Comparator.comparing(Token::expiresAt))
                    .toList();
            if (own.size() >= PER_USER) {
                kept.removeAll(own.subList(0, own.size() - PER_USER + 1));
            }
            kept.add(new Token(Randoms.digest(token), username, now.plus(expiry)));
            return new Stored(kept);
        });
        return token;
    }

    /** Whose it is, if it is valid. */
    Optional<String> username(String token) {
        String digest = Randoms.digest(token);
        return stored.read().tokens().stream()
                .filter(known -> Randoms.same(known.digest(), digest))
                .filter(known -> known.expiresAt().isAfter(clock.instant()))
                .map(Token::username)
                .findFirst();
    }

    /** Makes one token worthless. */
    public void revoke(String token) {
        String digest = Randoms.digest(token);
        remove(known -> known.digest().equals(digest));
    }

    /** Makes all tokens of a user worthless. */
    public void revokeAll(String username) {
        remove(known -> known.username().equals(username));
    }

    private void remove(Predicate<Token> which) {
        stored.change(before ->
                new Stored(before.tokens().stream().filter(which.negate()).toList()));
    }

    /** For tokens that are issued from now on. */
    void follow(Duration other) {
        expiry = other;
    }

    Duration expiry() {
        return expiry;
    }
}
