package io.caracal.api.auth;

import io.caracal.api.connector.Connectors;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** What the broker offers to an authorizer; valid until the authorizer is closed. */
@ProviderType
public interface AuthorizerContext {
    /** The source's id, {@code mysql}; for messages and metrics. */
    String id();

    /**
     * Runs work that blocks or computes for long: on virtual threads of this source's own, as many at once as
     * {@code authorization.blocking_tasks} says. When the authorizer is closed, waiting tasks are dropped and running ones interrupted.
     * A task that is refused because too many wait or the authorizer is closed throws
     * {@link java.util.concurrent.RejectedExecutionException}; let it pass, the action is then denied.
     */
    Executor blocking();

    /**
     * Says that the authorizer's rules have changed, so that what it decided before may not hold: every cached decision is forgotten
     * at once, and subscriptions that are held are checked again if {@code authorization.recheck_on_change} says so. Any thread;
     * returns at once. Whoever asks a server that changes by itself has nothing to say: there the cache's {@code ttl} is the bound.
     */
    void changed();

    /** The connectors; what is opened there is closed by {@link Authorizer#close}. */
    default Connectors connectors() {
        throw new UnsupportedOperationException("no connectors are offered here");
    }

    /** Who uses a connector, as {@link Connectors#open} wants it: {@code authorization mysql}. */
    default String user() {
        return "authorization " + id();
    }
}
