package io.caracal.rest.login;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.Role;
import io.caracal.rest.application.AccessFilter.CallerLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Everybody who may call, and the ways to prove it. */
public final class Accounts implements CallerLookup {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final Users users;
    private final Tokens tokens;
    private final ApiKeys keys;
    private final LocalAccess local;
    private final Lockout lockout;

    /**
     * @param data the broker's data folder
     */
    public Accounts(Path data, LoginSettings settings, JsonMapper mapper, Clock clock) {
        Path folder = data.resolve("rest");
        users = new Users(
                new StoredRecord<>(
                        folder.resolve("users.json"), Users.Stored.class, new Users.Stored(List.of()), mapper),
                new Hashing(),
                settings.minPasswordLength());
        tokens = new Tokens(
                new StoredRecord<>(
                        folder.resolve("tokens.json"), Tokens.Stored.class, new Tokens.Stored(List.of()), mapper),
                settings.tokenExpiry(),
                clock);
        keys = new ApiKeys(
                new StoredRecord<>(
                        folder.resolve("api_keys.json"), ApiKeys.Stored.class, new ApiKeys.Stored(List.of()), mapper),
                clock);
        local = new LocalAccess(new StoredRecord<>(
                data.resolve("run").resolve("rest.json"), LocalAccess.Access.class, LocalAccess.none(), mapper));
        lockout = new Lockout(settings.maxFailures(), settings.lockTime(), System::nanoTime);
    }

    /** Other settings from now on; those of the first start are of no effect any more. */
    public void follow(LoginSettings settings) {
        users.follow(settings.minPasswordLength());
        tokens.follow(settings.tokenExpiry());
        lockout.follow(settings.maxFailures(), settings.lockTime());
    }

    public Users users() {
        return users;
    }

    public Tokens tokens() {
        return tokens;
    }

    public ApiKeys keys() {
        return keys;
    }

    public LocalAccess local() {
        return local;
    }

    /**
     * Logs somebody in.
     *
     * @return a token
     * @throws RestException if the password is wrong, or the name locked out
     */
    public String logIn(String username, String password) {
        checkPassword(username, password);
        return tokens.issue(username);
    }

    /** @throws RestException if the password is wrong, or the name locked out */
    public void checkPassword(String username, String password) {
        lockout.check(username);
        if (!users.isPassword(username, password)) {
            lockout.failed(username);
            throw new RestException(ErrorCode.BAD_USERNAME_OR_PWD, "user name or password is wrong");
        }
        lockout.succeeded(username);
    }

    @Override
    public Caller caller(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw new RestException(
                    ErrorCode.UNAUTHORIZED,
                    "no credentials were given, expected Authorization: Bearer with the token of a log-in, or Basic with an API key and its secret");
        }
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return byToken(authorization.substring(BEARER.length()).strip());
        }
        if (scheme.startsWith(BASIC)) {
            return byKey(authorization.substring(BASIC.length()).strip());
        }
        throw new RestException(
                ErrorCode.UNAUTHORIZED, "credentials of an unknown kind were given, expected Bearer or Basic");
    }

    private Caller byToken(String token) {
        if (local.isToken(token)) {
            return new Caller(Caller.Kind.LOCAL, "", Role.ADMINISTRATOR);
        }
        return tokens.username(token)
                .flatMap(users::find)
                .map(user -> new Caller(Caller.Kind.USER, user.username(), user.role()))
                .orElseThrow(() -> new RestException(ErrorCode.BAD_TOKEN, ErrorCode.BAD_TOKEN.description()));
    }

    private Caller byKey(String credentials) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            pair = "";
        }
        int colon = pair.indexOf(':');
        if (colon > 0) {
            var caller = keys.caller(pair.substring(0, colon), pair.substring(colon + 1));
            if (caller.isPresent()) {
                return caller.get();
            }
        }
        throw new RestException(ErrorCode.BAD_API_KEY_OR_SECRET, ErrorCode.BAD_API_KEY_OR_SECRET.description());
    }
}
