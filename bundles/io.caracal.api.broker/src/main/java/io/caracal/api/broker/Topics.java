package io.caracal.api.broker;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The topic filters that have at least one subscriber; of shared subscriptions the filter behind the group. */
@ProviderType
public interface Topics {
    /**
     * The filters in the order of their bytes in UTF-8.
     *
     * <p>Cost: no event loop takes part. Each page looks at every filter once, on a thread of its own, and keeps no more than the
     * entries up to the page's end: with a cursor those of the page, with an offset also those before it.
     *
     * @param filter only this one, if it has subscribers
     */
    CompletionStage<Page<String>> list(Optional<String> filter, PageRequest page);
}
