package io.caracal.api.auth;

import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** What the broker offers to an authenticator; valid until the authenticator is closed. */
@ProviderType
public interface AuthenticatorContext {
    /** The element's id in the chain, {@code password_based:built_in_database}; for messages and metrics. */
    String id();

    /**
     * Runs work that blocks or computes for long (password hashes, JDBC): on virtual threads of this element's own, as many at
     * once as {@code authentication_settings.blocking_tasks} says. When the authenticator is closed, waiting tasks are dropped
     * and running ones interrupted, so a task ends soon after an interrupt. A task that is refused because too many wait or the
     * authenticator is closed throws {@link java.util.concurrent.RejectedExecutionException}; let it pass, the client is then
     * rejected with {@code SERVER_UNAVAILABLE}.
     */
    Executor blocking();
}
