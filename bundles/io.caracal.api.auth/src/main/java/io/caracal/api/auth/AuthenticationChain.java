package io.caracal.api.auth;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The chains as the broker asks them; the one owner of {@link AuthenticatorFactory}. Never throws, never blocks, always completes in bounded time. */
@ProviderType
public interface AuthenticationChain {
    /**
     * True if everyone gets in by a listener: its authentication is off, or neither it nor the broker has a chain with elements. A listener
     * on an address other than loopback refuses to start then.
     *
     * @param listener {@code tcp:default}
     */
    boolean open(String listener);

    /**
     * Begins the authentication of a client by the chain of its listener, or that of the broker. If as many are being authenticated by
     * that chain as {@code authentication_settings.max_in_progress} allows, this one is rejected.
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
