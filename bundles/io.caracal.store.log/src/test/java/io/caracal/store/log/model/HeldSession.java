package io.caracal.store.log.model;

import io.caracal.api.store.SessionState;
import io.caracal.api.store.StoredSubscription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A session with all that belongs to it, comparable. */
final class HeldSession {
    /** What {@link SessionState} holds, comparable. */
    record State(
            long expiryInterval,
            long disconnectedAt,
            @Nullable Body will,
            long willDelay) {
        static State of(SessionState state) {
            return new State(
                    state.expiryInterval(),
                    state.disconnectedAt(),
                    state.will().map(will -> Body.of(will.message())).orElse(null),
                    state.will().map(SessionState.StoredWill::delay).orElse(0L));
        }
    }

    State state;
    final Map<String, StoredSubscription> subscriptions = new HashMap<>();
    final NavigableMap<Long, HeldDelivery> queue = new TreeMap<>();
    final Set<Integer> accepted = new HashSet<>();

    HeldSession(State state) {
        this.state = state;
    }

    HeldSession copy() {
        HeldSession copy = new HeldSession(state);
        copy.subscriptions.putAll(subscriptions);
        copy.queue.putAll(queue);
        copy.accepted.addAll(accepted);
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeldSession that
                && state.equals(that.state)
                && subscriptions.equals(that.subscriptions)
                && queue.equals(that.queue)
                && accepted.equals(that.accepted);
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, subscriptions, queue, accepted);
    }

    @Override
    public String toString() {
        return state + " " + subscriptions.values() + " " + queue + " accepted " + accepted;
    }
}
