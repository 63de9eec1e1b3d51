package io.caracal.rest.login;

import io.caracal.api.rest.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param kind how it is known
 * @param name of the user or key; empty for the others
 * @param role absent for an anonymous one
 */
public record Caller(Kind kind, String name, @Nullable Role role) {
    /** Nobody in particular. */
    public static final Caller ANONYMOUS = new Caller(Kind.ANONYMOUS, "", null);

    /** How a caller is known. */
    public enum Kind {
        /** By a token from a log-in. */
        USER,
        /** By an API key. */
        API_KEY,
        /** By the credential in a file that only the broker's own user can read. */
        LOCAL,
        /** Not at all. */
        ANONYMOUS
    }

    /** As it stands in the audit log. */
    public String actor() {
        return switch (kind) {
            case USER -> "user:" + name;
            case API_KEY -> "api_key:" + name;
            case LOCAL -> "local";
            case ANONYMOUS -> "anonymous";
        };
    }
}
