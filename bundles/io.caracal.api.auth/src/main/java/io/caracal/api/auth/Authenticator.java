package io.caracal.api.auth;

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
     * Decides about a CONNECT.
     *
     * @param request who connects and from where
     * @return completed on any thread
     */
    CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request);

    /**
     * Goes on with an enhanced authentication that this authenticator opened with {@link AuthenticationResult.Continue}
     * (MQTT 5.0, section 4.12). Asked only if it did; the default refuses.
     *
     * @param request the request that began the exchange; for a re-authentication, that of the connection
     * @param state what {@link AuthenticationResult.Continue} carried
     * @param data the Authentication Data that the client sent in its AUTH packet; empty if there was none
     */
    default CompletionStage<AuthenticationResult> proceed(AuthenticationRequest request, Object state, byte[] data) {
        return java.util.concurrent.CompletableFuture.completedStage(
                AuthenticationResult.reject(AuthenticationResult.Reason.BAD_AUTHENTICATION_METHOD));
    }

    /** Ends it: calls in flight have completed or timed out by then. Whatever was started is stopped and joined here. */
    @Override
    void close();
}
