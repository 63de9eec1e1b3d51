package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions. Filters without wildcards are found by their hash, the others in a trie. Any thread may call anything;
 * looking up takes no lock.
 *
 * <p>A change is seen by every look-up that begins after the call has returned.
 */
public final class RoutingTable {
    private static final FilterListener NOBODY = new FilterListener() {
        @Override
        public void first(String filter) {}

        @Override
        public void last(String filter) {}
    };

    private final CurrentStrategy strategy;
    private final ConcurrentHashMap<TopicKey, Subscribers> exact = new ConcurrentHashMap<>();
    private final FilterTrie wildcards = new FilterTrie();
    private final AtomicLong exactVersion = new AtomicLong();
    private final AtomicLong wildcardVersion = new AtomicLong();
    private final LargeMerges largeMerges = new LargeMerges();
    private final LongAdder filters = new LongAdder();
    private final LongAdder subscriptions = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private volatile FilterListener listener = NOBODY;

    public RoutingTable(SharedStrategy strategy) {
        this.strategy = new CurrentStrategy(strategy);
    }

    /** From now on, all groups choose like this; from any thread. */
    public void strategy(SharedStrategy other) {
        strategy.set(other);
    }

    /**
     * Adds a subscription.
     *
     * @return the subscription of the same destination with the same filter that it replaces [MQTT-3.8.4-3], or null
     */
    public @Nullable Subscription subscribe(Subscription subscription) {
        String filter = SharedFilter.topicFilter(subscription.filter());
        Addition addition = new Addition(filter, subscription);
        byte[] bytes = filter.getBytes(UTF_8);
        if (hasWildcard(filter)) {
            wildcards.compute(bytes, addition);
        } else {
            exact.compute(new TopicKey(bytes), (key, present) -> addition.apply(present));
        }
        announce(addition.subscribers, hasWildcard(filter) ? wildcardVersion : exactVersion);
        return addition.replaced;
    }

    /**
     * Takes a subscription away.
     *
     * @param filter as the client sent it, {@code $share/…} included
     * @return the subscription, or null if there was none
     */
    public @Nullable Subscription unsubscribe(String filter, Destination destination) {
        String topicFilter = SharedFilter.topicFilter(filter);
        Removal removal = new Removal(topicFilter, filter, destination);
        byte[] bytes = topicFilter.getBytes(UTF_8);
        if (hasWildcard(topicFilter)) {
            wildcards.computeIfPresent(bytes, removal);
        } else {
            exact.computeIfPresent(new TopicKey(bytes), (key, present) -> removal.apply(present));
        }
        // No new version: a route that still holds the filter sees that it is empty and looks again.
        return removal.removed;
    }

    /** Where the messages of a topic go. The array belongs to the route from now on. */
    public Route route(byte[] topic) {
        return new Route(this, new TopicKey(topic));
    }

    /** Sets who hears of filters that come and go from now on. */
    public void onFirstAndLast(FilterListener filterListener) {
        listener = filterListener;
    }

    /** How many different topic filters have subscribers; {@code $share/…} counts as the filter behind it. */
    public long filters() {
        return filters.sum();
    }

    public long subscriptions() {
        return subscriptions.sum();
    }

    /** How many of the {@link #subscriptions()} are shared ones. */
    public long sharedSubscriptions() {
        return shared.sum();
    }

    /** Whether a topic filter, without {@code $share}, has subscribers. */
    public boolean hasFilter(String filter) {
        byte[] bytes = filter.getBytes(UTF_8);
        return hasWildcard(filter) ? wildcards.contains(bytes) : exact.containsKey(new TopicKey(bytes));
    }

    /** The sessions that share a subscription; null if there are none. */
    public @Nullable SharedGroup group(String sharedFilter) {
        String filter = SharedFilter.topicFilter(sharedFilter);
        byte[] bytes = filter.getBytes(UTF_8);
        Subscribers found = hasWildcard(filter) ? wildcards.find(bytes) : exact.get(new TopicKey(bytes));
        return found == null ? null : found.group(sharedFilter);
    }

    /**
     * Shows every topic filter that has subscribers, in no particular order; {@code $share/…} counts as the filter behind it. One
     * that is there all the time is shown once. Takes no lock.
     *
     * @param action gets the filter in UTF-8, not to be modified
     */
    public void forEachFilter(Consumer<byte[]> action) {
        exact.keySet().forEach(key -> action.accept(key.bytes));
        wildcards.forEach(action);
    }

    // For routes. Versions change when a filter gets its first subscriber.

    long exactVersion() {
        return exactVersion.get();
    }

    long wildcardVersion() {
        return wildcardVersion.get();
    }

    @Nullable
    Subscribers exact(TopicKey topic) {
        return exact.get(topic);
    }

    List<Subscribers> wildcards(byte[] topic) {
        List<Subscribers> matches = new ArrayList<>();
        wildcards.match(topic, matches);
        return matches;
    }

    LargeMerges largeMerges() {
        return largeMerges;
    }

    /** True if nothing at all is left of earlier filters. */
    boolean isBare() {
        return exact.isEmpty() && wildcards.isEmpty();
    }

    /**
     * Makes routes look for a filter that is new. Only now can it be found; and whoever joins it meanwhile does not wait for the
     * one who made it, but announces it too.
     */
    private static void announce(@Nullable Subscribers subscribers, AtomicLong version) {
        if (subscribers != null && !subscribers.isAnnounced()) {
            version.incrementAndGet();
            subscribers.setAnnounced();
        }
    }

    private static boolean hasWildcard(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
    }

    private final class Addition implements UnaryOperator<@Nullable Subscribers> {
        private final String filter;
        private final Subscription subscription;
        private @Nullable Subscription replaced;
        private @Nullable Subscribers subscribers;

        Addition(String filter, Subscription subscription) {
            this.filter = filter;
            this.subscription = subscription;
        }

        @Override
        public Subscribers apply(@Nullable Subscribers present) {
            Subscribers all = present;
            if (all == null) {
                all = new Subscribers();
                filters.increment();
                listener.first(filter);
            }
            replaced = all.add(subscription, strategy);
            if (replaced == null) {
                subscriptions.increment();
                shared.add(SharedFilter.isShared(subscription.filter()) ? 1 : 0);
            }
            subscribers = all;
            return all;
        }
    }

    private final class Removal implements UnaryOperator<@Nullable Subscribers> {
        private final String topicFilter;
        private final String filter;
        private final Destination destination;
        private @Nullable Subscription removed;

        Removal(String topicFilter, String filter, Destination destination) {
            this.topicFilter = topicFilter;
            this.filter = filter;
            this.destination = destination;
        }

        @Override
        public @Nullable Subscribers apply(@Nullable Subscribers present) {
            if (present == null) {
                return null;
            }
            removed = present.remove(filter, destination);
            if (removed == null) {
                return present;
            }
            subscriptions.decrement();
            shared.add(SharedFilter.isShared(filter) ? -1 : 0);
            if (!present.isEmpty()) {
                return present;
            }
            filters.decrement();
            listener.last(topicFilter);
            return null;
        }
    }
}
