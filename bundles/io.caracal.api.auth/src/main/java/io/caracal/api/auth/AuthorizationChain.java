package io.caracal.api.auth;

import io.caracal.api.auth.AuthorizationRequest.Action;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What clients may do, as the broker asks it; the one owner of {@link AuthorizerFactory}. In this order: a superuser may do everything;
 * the client's own rules; the sources of {@code authorization.sources}; {@code authorization.no_match}. The first that allows or denies
 * decides; a source that fails denies. Never throws, never blocks, always completes in bounded time.
 */
@ProviderType
public interface AuthorizationChain {
    /**
     * A client is about to come in, and is asked about from now on; its will may have to be looked at before it is accepted.
     *
     * @param facts who it is, without its password
     * @param superuser whether it may do everything
     * @param acl its own rules, as its authenticator gave them
     */
    ClientAuthorization open(ClientFacts facts, boolean superuser, List<AclRule> acl);

    /** Whether a client that does what is denied loses its connection instead of being told; {@code authorization.deny_action}. */
    boolean disconnects();

    /** Whether what clients hold is checked again when rules change; {@code authorization.recheck_on_change}. */
    boolean rechecks();

    /**
     * Has a task run after each change of what clients may do; any thread, so the task returns at once.
     *
     * @return ends that
     */
    Registration onChange(Runnable task);

    /** Ends with {@link #close}. */
    @ProviderType
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What is known of one client, with its cached decisions. {@link #authorize} is called by one thread at a time (the client's event
     * loop), everything else by any.
     */
    @ProviderType
    interface ClientAuthorization {
        /**
         * Whether the client may do something.
         *
         * @param topic the topic name, or the topic filter without {@code $share/group/}
         * @return completed already if the answer was cached or every source asked answered at once, else on any thread; never
         *     exceptionally
         */
        CompletableFuture<Verdict> authorize(Action action, String topic, int qos, boolean retain);

        /**
         * A number that is another one after each change: of the sources, of a source's rules, of the caches. A reusable verdict holds
         * as long as this is what it was before the question. Costs a few nanoseconds.
         */
        long version();

        /** The facts that it was opened with. */
        ClientFacts facts();

        /** The client is in: from now on administrators find it by its client identifier, in place of an earlier one. */
        void accepted();

        /**
         * Whether the answers are those of another one of this chain, so that what was allowed there need not be asked here: the same
         * user from the same address, by the same listener, with the same attributes and rules of its own.
         */
        boolean decidesLike(ClientAuthorization other);

        /** It is not asked any more: the session has ended, or the client came or authenticated again. */
        void close();
    }

    /**
     * An answer.
     *
     * @param allowed whether it may be done
     * @param reusable whether whoever asked may act by it again, for the very same question, for up to a second, as long as
     *     {@link ClientAuthorization#version} has not changed
     */
    record Verdict(boolean allowed, boolean reusable) {}
}
