package io.caracal.api.auth;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about clients. Made by an {@link AuthenticatorFactory}, called by the chain, from many event loops at once.
 *
 * <p>No method may block: whatever waits belongs on {@link AuthenticatorContext#blocking()}. The chain guards every call: a
 * decision that does not come within the chain's time-out, comes exceptionally, or is null, counts as a failure of the back
 * end and rejects the client.
 */
@ConsumerType
public interface Authenticator extends AutoCloseable {
    /**
     * The Authentication Methods of MQTT 5.0's enhanced authentication that this authenticator serves, {@code SCRAM-SHA-256}.
     * A client that names a method is shown only to authenticators that name it here, compared exactly; clients that name none
     * are shown to every authenticator. Asked once, right after creation.
     *
     * @return empty, as by default, if it knows user names and passwords only
     */
    default Set<String> methods() {
        return Set.of();
    }

    /**
     * Decides about a CONNECT.
     *
     * @param request who connects and from where
     * @return completed on any thread; already completed if nothing needed to be waited for, which costs no change of thread
     */
    CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request);

    /**
     * Goes on with an enhanced authentication that this authenticator opened with {@link AuthenticationResult.Continue}
     * (MQTT 5.0, section 4.12). Asked only if it did; the default refuses. {@code Next} is no answer here, since the client is
     * in the middle of this authenticator's own exchange: it rejects.
     *
     * @param request the request that began the exchange; for a re-authentication, that of the connection
     * @param state what {@link AuthenticationResult.Continue} carried
     * @param data the Authentication Data that the client sent in its AUTH packet; empty if there was none
     */
    default CompletionStage<AuthenticationResult> proceed(AuthenticationRequest request, Object state, byte[] data) {
        return CompletableFuture.completedStage(
                AuthenticationResult.reject(AuthenticationResult.Reason.BAD_AUTHENTICATION_METHOD));
    }

    /**
     * What makes its users manageable by REST and command line, if it keeps them in {@link AuthenticatorContext#users}. Asked once,
     * right after creation.
     *
     * @return empty, as by default, if it keeps none there
     */
    default Optional<UserCredentials> users() {
        return Optional.empty();
    }

    /**
     * Ends it, on a thread that may block, in the time that {@code authentication_settings.stop_timeout} allows. Calls in flight
     * have completed or were given up by then, tasks on {@link AuthenticatorContext#blocking()} have ended or were interrupted.
     * Whatever else was started (threads, connections, timers) is stopped and joined here: afterwards the bundle's classes may go.
     */
    @Override
    void close();
}
