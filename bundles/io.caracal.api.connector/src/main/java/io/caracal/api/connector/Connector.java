package io.caracal.api.connector;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A live connection, or a pool of them, to one server. Called from any thread, event loops included, by many at once: nothing but
 * {@link #close()} may block.
 *
 * <p>Every call is guarded: what is thrown, a null and silence for longer than {@code resource_opts.request_ttl} are failures. While the
 * last check has failed no calls come but checks.
 */
@ConsumerType
public interface Connector extends AutoCloseable {
    /**
     * Whether the server can be reached and would answer: completes with anything, or exceptionally with a reason for the operator,
     * without secrets. Asked every {@code resource_opts.health_check_interval}, at once when a call has failed, and in growing, jittered
     * intervals while it fails. One check at a time, given up after {@code resource_opts.health_check_timeout}.
     *
     * <p>The connector gets its connections back by itself once the server is there again; it is not made anew for that.
     */
    CompletionStage<Void> check();

    /**
     * What can be done with it.
     *
     * @param type {@link SqlClient}, {@link HttpCaller}
     * @return empty if it is not of that kind; the same object each time otherwise
     */
    <T> Optional<T> capability(Class<T> type);

    /**
     * Ends it: called once, when calls under way have finished (at most {@code resource_opts.stop_timeout}), on a thread that may block
     * as long again. Whatever it started is stopped and joined here; a thread that runs on finds its classes gone.
     */
    @Override
    void close();
}
