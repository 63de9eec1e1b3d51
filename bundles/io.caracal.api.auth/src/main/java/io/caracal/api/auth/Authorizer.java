package io.caracal.api.auth;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides what clients may do. Made by an {@link AuthorizerFactory}, called by the chain, from many event loops at once.
 *
 * <p>No method may block: whatever waits belongs on {@link AuthorizerContext#blocking()}. The chain guards every call: a decision that
 * does not come within {@code authorization.timeout}, comes exceptionally, or is null, counts as a failure and denies. The chain caches
 * decisions for each client; it asks one question at a time for a client that publishes or subscribes.
 */
@ConsumerType
public interface Authorizer extends AutoCloseable {
    /**
     * Decides about one action of one client. Who has many rules finds {@link AclRules} useful.
     *
     * @param request who wants to do what; never of a superuser, who is not asked about
     * @return completed on any thread; already completed if nothing needed to be waited for, which costs no change of thread
     */
    CompletionStage<Authorization> authorize(AuthorizationRequest request);

    /**
     * Ends it, on a thread that may block, in the time that {@code authorization.stop_timeout} allows. Calls in flight have completed
     * or were given up by then, tasks on {@link AuthorizerContext#blocking()} have ended or were interrupted. Whatever else was started
     * (threads, connections, timers) is stopped and joined here: afterwards the bundle's classes may go.
     */
    @Override
    void close();
}
