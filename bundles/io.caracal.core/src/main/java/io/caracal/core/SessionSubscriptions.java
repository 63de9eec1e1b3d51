package io.caracal.core;

import io.caracal.core.routing.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one session by their filters. Sorted, so that a list of them that is read in slices goes on behind the last
 * one. The first has no map around it: sessions with but one are many. On the session's loop.
 */
final class SessionSubscriptions {
    private @Nullable Subscription only;

    /** Made with the second subscription, and then of all of them. */
    private @Nullable TreeMap<String, Subscription> several;

    int size() {
        if (several != null) {
            return several.size();
        }
        return only == null ? 0 : 1;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** The subscription with a filter, or null. */
    @Nullable
    Subscription get(String filter) {
        if (several != null) {
            return several.get(filter);
        }
        return only != null && only.filter().equals(filter) ? only : null;
    }

    /** Adds a subscription, in place of one with the same filter, which it returns. */
    @Nullable
    Subscription put(Subscription subscription) {
        if (several != null) {
            return several.put(subscription.filter(), subscription);
        }
        Subscription first = only;
        if (first == null || first.filter().equals(subscription.filter())) {
            only = subscription;
            return first;
        }
        several = new TreeMap<>();
        several.put(first.filter(), first);
        several.put(subscription.filter(), subscription);
        only = null;
        return null;
    }

    /** Takes a subscription away and returns it; null if there was none with this filter. */
    @Nullable
    Subscription remove(String filter) {
        if (several != null) {
            return several.remove(filter);
        }
        Subscription gone = get(filter);
        if (gone != null) {
            only = null;
        }
        return gone;
    }

    void clear() {
        only = null;
        several = null;
    }

    /** All of them. Not to be modified, and not to be kept. */
    Collection<Subscription> all() {
        return behind(null);
    }

    /** Those behind a filter, or all. Not to be modified, and not to be kept. */
    Collection<Subscription> behind(@Nullable String filter) {
        if (several != null) {
            return (filter == null ? several : several.tailMap(filter, false)).values();
        }
        return only != null && isBehind(only, filter) ? List.of(only) : List.of();
    }

    /** The first one behind a filter, or of all; null if there is none. */
    @Nullable
    Subscription next(@Nullable String filter) {
        if (several != null) {
            Map.Entry<String, Subscription> next = filter == null ? several.firstEntry() : several.higherEntry(filter);
            return next == null ? null : next.getValue();
        }
        return only != null && isBehind(only, filter) ? only : null;
    }

    private static boolean isBehind(Subscription subscription, @Nullable String filter) {
        return filter == null || subscription.filter().compareTo(filter) > 0;
    }
}
