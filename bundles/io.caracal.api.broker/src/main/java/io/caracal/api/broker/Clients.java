package io.caracal.api.broker;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The clients of this broker: every session, with a connection or without. */
@ProviderType
public interface Clients {
    /** The most client identifiers that one call may name. */
    int MAX_NAMES = 10_000;

    /** The most subscriptions that one call may make or end. */
    int MAX_SUBSCRIPTIONS = 1000;

    /**
     * The sessions that match, in an order that does not change while they live: by event loop, and there in the order in which they
     * began.
     *
     * <p>Cost: without a condition a page costs its own entries, wherever it begins. With conditions every session is looked at from the
     * beginning of the list (with an offset) or from the cursor on, until the page is full and one more is found; about a tenth of a
     * microsecond each, in slices. Client identifiers in the query cost only themselves; those are
     * listed in their own order.
     */
    CompletionStage<Page<ClientInfo>> list(ClientQuery query, PageRequest page);

    /** One session; empty if there is none. */
    CompletionStage<Optional<ClientInfo>> get(String clientId);

    /**
     * Ends a connection (0x98, Administrative action) and the session with everything that waits in it. A Will Message is published.
     *
     * @return false if there was no such session
     */
    CompletionStage<Boolean> kick(String clientId);

    /**
     * As {@link #kick(String)} for several; each by itself, so that some may be gone when the stage fails.
     *
     * @param clientIds at most {@link #MAX_NAMES}
     * @return those that had a session
     */
    CompletionStage<Set<String>> kick(Collection<String> clientIds);

    /**
     * Ends all connections that came in by a listener, those of clients that are not accepted yet included; the sessions stay as they do
     * when a client goes by itself, and wills are published.
     *
     * @param listener {@code tcp:default}; it need not be there any more
     * @return how many there were, when each has been told
     */
    CompletionStage<Integer> kickFrom(String listener);

    /** A session's subscriptions in order of their filters; empty if there is no such session. */
    CompletionStage<Optional<List<SubscriptionInfo>>> subscriptions(String clientId);

    /**
     * Subscribes for a client, as if it had sent SUBSCRIBE itself; retained messages come to it as it asked. What the settings do not
     * allow is refused, the client's own rights are not looked at. All of the subscriptions are made or none.
     *
     * @param requests at most {@link #MAX_SUBSCRIPTIONS}
     * @return what was granted, complete when it is durable; empty if there is no such session. Fails with
     *     {@link InvalidRequestException} if a filter is not valid or not allowed
     */
    CompletionStage<Optional<List<SubscriptionInfo>>> subscribe(String clientId, List<SubscriptionRequest> requests);

    /**
     * Takes subscriptions from a client.
     *
     * @param topicFilters as they are listed, {@code $share/group/…} included; at most {@link #MAX_SUBSCRIPTIONS}
     * @return those that there were, complete when the change is durable; empty if there is no such session
     */
    CompletionStage<Optional<Set<String>>> unsubscribe(String clientId, List<String> topicFilters);

    /**
     * Messages that wait for a client, in the order in which they will be sent.
     *
     * @param request where to begin and how many; the cursor stays valid while messages come and go. An offset must be 0
     * @return empty if there is no such session. One turn of the event loop walks the queue from its beginning, so entries behind the
     *     first 100,000 are not shown
     */
    CompletionStage<Optional<Page<QueuedMessage>>> queued(String clientId, PageRequest request);

    /** Messages of QoS 1 and 2 that were sent and are not acknowledged, in the order in which they were sent; as {@link #queued}. */
    CompletionStage<Optional<Page<QueuedMessage>>> inFlight(String clientId, PageRequest request);
}
