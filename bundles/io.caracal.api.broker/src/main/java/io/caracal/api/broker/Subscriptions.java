package io.caracal.api.broker;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The subscriptions of all sessions. */
@ProviderType
public interface Subscriptions {
    /**
     * The subscriptions that match, in the order of their sessions (see {@link Clients#list}) and within a session in order of their
     * filters.
     *
     * <p>Cost: a page by its cursor costs its own entries and those that do not match between them; a page by an offset looks at every
     * session before it (without conditions) or every subscription before it (with conditions). A client identifier in the query costs
     * only that client.
     */
    CompletionStage<Page<SubscriptionInfo>> list(SubscriptionQuery query, PageRequest page);
}
