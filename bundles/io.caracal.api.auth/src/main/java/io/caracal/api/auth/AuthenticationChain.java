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

    /** One authentication, possibly of several steps. */
    interface Exchange {
        /** The decision of the current step; completes on any thread, never exceptionally. */
        CompletionStage<AuthenticationResult> result();

        /**
         * Hands the client's answer to the authenticator that asked for it.
         *
         * @param data the Authentication Data of the AUTH packet
         * @return the next decision, as {@link #result()}
         */
        CompletionStage<AuthenticationResult> proceed(byte[] data);
    }
}
