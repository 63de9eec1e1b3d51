package io.caracal.api.auth;

import io.caracal.api.connector.Connectors;
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

    /** Hashes of passwords, computed away from the event loops. */
    default PasswordHashing passwords() {
        throw new UnsupportedOperationException("no password hashing is offered here");
    }

    /** The users of this element, on the broker's disk. An authenticator that keeps users there names {@link Authenticator#users}. */
    default UserDatabase users() {
        throw new UnsupportedOperationException("no user database is offered here");
    }

    /** The connectors; what is opened there is closed by {@link Authenticator#close}. */
    default Connectors connectors() {
        throw new UnsupportedOperationException("no connectors are offered here");
    }

    /**
     * Who uses a connector, as {@link Connectors#open} wants it: {@code authentication password_based:mysql}, or {@code listeners
     * tcp:default password_based:mysql} for an element of a listener's own chain.
     */
    default String user() {
        return "authentication " + id();
    }
}
