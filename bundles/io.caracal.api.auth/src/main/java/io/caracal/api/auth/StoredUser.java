package io.caracal.api.auth;

import java.util.Map;
import java.util.Objects;

/**
 * A user in a {@link UserDatabase}.
 *
 * @param userId what it is known by, a user name or a client identifier, 1 to 65535 characters; compared exactly
 * @param superuser true lifts every authorization check from it
 * @param values what the authenticator needs to recognise it, by names of its own: {@code password_hash}, {@code salt}. Short texts
 */
public record StoredUser(String userId, boolean superuser, Map<String, String> values) {
    /** The longest user id. */
    public static final int MAX_LENGTH = 65_535;

    public StoredUser {
        Objects.requireNonNull(userId, "userId");
        if (userId.isEmpty() || userId.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a user_id of " + userId.length() + " characters was given, expected 1 to " + MAX_LENGTH);
        }
        values = Map.copyOf(values);
    }

    /** Shows none of the values. */
    @Override
    public String toString() {
        return "StoredUser[userId=" + userId + ", superuser=" + superuser + "]";
    }
}
