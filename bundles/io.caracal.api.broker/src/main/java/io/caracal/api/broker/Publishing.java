package io.caracal.api.broker;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Publishes messages without a connection. The settings of section {@code mqtt} hold as they do for clients; no rules of access do. */
@ProviderType
public interface Publishing {
    /** The most messages of one call. */
    int MAX_MESSAGES = 10_000;

    /** Publishes one message; completes as a client would get its acknowledgement. */
    CompletionStage<PublishResult> publish(PublishRequest message);

    /**
     * Publishes several, those of one publisher in their order, in slices. Each is by itself: one that is refused keeps no other back.
     *
     * @param messages at most {@link #MAX_MESSAGES}
     * @return a result for each, in their order
     */
    CompletionStage<List<PublishResult>> publish(List<PublishRequest> messages);
}
