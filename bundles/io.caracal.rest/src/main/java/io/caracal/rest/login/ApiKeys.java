package io.caracal.rest.login;

import io.caracal.api.auth.Merged;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys that programs call with. */
public final class ApiKeys {
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9+/]{43}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,256}");

    private final StoredRecord<Stored> stored;
    private final Clock clock;
    private volatile List<Bootstrapped> bootstrapped = List.of();

    /** What the file holds. */
    record Stored(List<ApiKey> keys) {
        Stored {
            keys = List.copyOf(keys);
        }
    }

    /** A key that the bootstrap file brings: its secret is only ever in memory, as a digest. */
    record Bootstrapped(String key, String secretDigest, Role role) {}

    /**
     * One of them.
     *
     * @param apiKey the public half
     * @param secretDigest of the other half, which is random
     * @param expiredAt absent if it is good for ever
     */
    public record ApiKey(
            String name,
            String apiKey,
            String secretDigest,
            Role role,
            boolean enable,
            String description,
            Instant createdAt,
            @Nullable Instant expiredAt) {}

    /** A key and its secret, which is never seen again. */
    public record Created(ApiKey key, String secret) {}

    ApiKeys(StoredRecord<Stored> stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    void bootstrap(List<Bootstrapped> keys) {
        bootstrapped = List.copyOf(keys);
    }

    /** All that are stored, by name. */
    public List<ApiKey> all() {
        return stored.read().keys();
    }

    /** @throws RestException if there is no such key */
    public ApiKey get(String name) {
        return all().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RestException.notFound("there is no API key " + name));
    }

    /** @throws RestException if the name is taken or not fit, or the expiry has passed */
    public Created add(String name, Role role, boolean enable, String description, @Nullable Instant expiredAt) {
        if (!NAME.matcher(name).matches()) {
            throw RestException.badRequest("name: expected 1 to 256 letters, digits, dots, hyphens and underscores");
        }
        checkExpiry(expiredAt);
        String secret = Randoms.token();
        ApiKey key = new ApiKey(
                name, Randoms.name(), Randoms.digest(secret), role, enable, description, clock.instant(), expiredAt);
        change(keys -> {
            if (keys.stream().anyMatch(other -> other.name().equals(name))) {
                throw new RestException(ErrorCode.ALREADY_EXISTS, "there is an API key " + name + " already");
            }
            keys.add(key);
            return keys;
        });
        return new Created(key, secret);
    }

    /**
     * Adds keys with the digests of their secrets, or puts them in the place of those of the same names: all or none.
     *
     * @param dryRun true to change nothing
     * @throws RestException if one of them is not fit
     */
    public Merged merge(List<ApiKey> wanted, boolean dryRun) {
        for (ApiKey key : wanted) {
            if (!NAME.matcher(key.name()).matches()) {
                throw RestException.badRequest(
                        "name: expected 1 to 256 letters, digits, dots, hyphens and underscores");
            }
            if (!NAME.matcher(key.apiKey()).matches()
                    || !DIGEST.matcher(key.secretDigest()).matches()) {
                throw RestException.badRequest("the key " + key.name()
                        + " has an api_key or a secret_digest of another form than Caracal writes");
            }
        }
        Merging<ApiKey> merging = new Merging<>(ApiKey::name);
        if (dryRun) {
            distinct(merging.join(all(), wanted));
        } else {
            change(keys -> distinct(merging.join(keys, wanted)));
        }
        return merging.result();
    }

    private static List<ApiKey> distinct(List<ApiKey> keys) {
        Set<String> seen = new HashSet<>();
        for (ApiKey key : keys) {
            if (!seen.add(key.apiKey())) {
                throw RestException.badRequest(
                        "two keys of different names, one of them " + key.name() + ", have the same api_key");
            }
        }
        return keys;
    }

    /** @throws RestException if there is no such key, or the expiry has passed */
    public ApiKey update(String name, UnaryOperator<ApiKey> with) {
        get(name);
        change(keys -> {
            keys.replaceAll(key -> key.name().equals(name) ? with.apply(key) : key);
            return keys;
        });
        return get(name);
    }

    /** @throws RestException if there is no such key */
    public void remove(String name) {
        get(name);
        change(keys -> {
            keys.removeIf(key -> key.name().equals(name));
            return keys;
        });
    }

    /** @throws RestException if the time has passed */
    public void checkExpiry(@Nullable Instant expiredAt) {
        if (expiredAt != null && !expiredAt.isAfter(clock.instant())) {
            throw RestException.badRequest("expired_at: given " + expiredAt + ", expected a time that is yet to come");
        }
    }

    Optional<Caller> caller(String apiKey, String secret) {
        String digest = Randoms.digest(secret);
        Optional<Caller> known = all().stream()
                .filter(key -> Randoms.same(key.apiKey(), apiKey))
                .filter(key -> Randoms.same(key.secretDigest(), digest))
                .filter(this::good)
                .map(key -> new Caller(Caller.Kind.API_KEY, key.name(), key.role()))
                .findFirst();
        return known.or(() -> bootstrapped.stream()
                .filter(key -> Randoms.same(key.key(), apiKey))
                .filter(key -> Randoms.same(key.secretDigest(), digest))
                .map(key -> new Caller(Caller.Kind.API_KEY, key.key(), key.role()))
                .findFirst());
    }

    private boolean good(ApiKey key) {
        Instant expiry = key.expiredAt();
        return key.enable() && (expiry == null || expiry.isAfter(clock.instant()));
    }

    private void change(UnaryOperator<List<ApiKey>> how) {
        stored.change(before -> {
            List<ApiKey> after = how.apply(new ArrayList<>(before.keys()));
            after.sort(Comparator.comparing(ApiKey::name));
            return new Stored(after);
        });
    }
}
