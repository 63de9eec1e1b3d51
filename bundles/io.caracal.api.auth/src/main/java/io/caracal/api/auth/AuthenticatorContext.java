package io.caracal.api.auth;

import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** What the broker offers to an authenticator; valid until the authenticator is closed. */
@ProviderType
public interface AuthenticatorContext {
    /** The element's id in the chain, {@code password_based:built_in_database}; for messages and metrics. */
    String id();

    /**
     * Runs work that blocks or computes for long (password hashes, JDBC): on virtual threads, bounded by the broker. A task that
     * is refused because too many wait throws {@link java.util.concurrent.RejectedExecutionException}.
     */
    Executor blocking();
}
