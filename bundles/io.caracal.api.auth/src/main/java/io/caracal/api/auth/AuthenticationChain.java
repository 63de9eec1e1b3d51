package io.caracal.api.auth;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The chain as the broker asks it; the one owner of {@link AuthenticatorFactory}. Never throws, never blocks, always completes in bounded time. */
@ProviderType
public interface AuthenticationChain {
    /**
     * True if the chain has no elements, so that every client is let in. A listener on an address other than loopback refuses to
     * start on an open chain.
     */
    boolean open();

    /**
     * Begins the authentication of a client.
     *
     * @return an exchange; its {@link Exchange#result()} is {@code Accept}, {@code Reject} or {@code Continue}, never {@code Next}
     */
    Exchange begin(AuthenticationRequest request);

    /** One authentication, possibly of several steps. One thread at a time uses it. */
    @ProviderType
    interface Exchange {
        /**
         * The decision of the first step; completes on any thread, never exceptionally. It is completed already when this exchange
         * is handed out, if every authenticator asked answered at once; {@code toCompletableFuture()} costs nothing and tells.
         */
        CompletionStage<AuthenticationResult> result();

        /**
         * Hands the client's answer to the authenticator that asked for it. If that one was replaced or removed since, or the
         * client took longer than {@code authentication_settings.exchange_timeout}, the decision is
         * {@code Reject(SERVER_UNAVAILABLE)}.
         *
         * @param data the Authentication Data of the AUTH packet; empty if there was none
         * @return the next decision, as {@link #result()}
         */
        CompletionStage<AuthenticationResult> proceed(byte[] data);

        /**
         * The client went before the exchange was over: lets go of what the authenticator keeps for it. Does nothing if the
         * exchange is over or waits for a decision; a decision that comes later is the caller's to ignore.
         */
        void abandon();
    }
}
