package io.caracal.api.rest;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The call that is being served; a resource method takes it as a parameter {@code @Context RestCall call}. Valid until the answer is
 * complete, from any thread.
 */
@ProviderType
public interface RestCall {
    /** Who calls: {@code user:admin}, {@code api_key:NAME}, {@code local} for the command line on the same machine, {@code anonymous}. */
    String actor();

    /** The address that the call came from. */
    String sourceAddress();

    /** What the caller may do; absent for an anonymous one. */
    @Nullable
    Role role();

    /**
     * Notes for the audit log what a change changed. Both are rendered as JSON at once; a {@code io.caracal.api.config.Secret} and what is named like
     * a password, a secret or a token is masked. Called again, the last one counts.
     *
     * @param before null if there was nothing
     * @param after null if there is nothing now
     */
    void changed(@Nullable Object before, @Nullable Object after);
}
