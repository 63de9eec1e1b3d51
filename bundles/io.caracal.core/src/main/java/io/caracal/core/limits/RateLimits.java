package io.caracal.core.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rates of all listeners and zones. Any thread. */
public final class RateLimits {
    private final ConcurrentMap<String, Shared> listeners = new ConcurrentHashMap<>();
    private volatile Map<String, Shared> zones = Map.of();

    /**
     * Sets the rates of a listener; what is used of those that stay as they are is not forgotten.
     *
     * @param id {@code tcp:default}
     * @return whether anything is different now
     */
    public boolean listener(String id, RateSettings rates) {
        if (rates.equals(RateSettings.NONE)) {
            return listeners.remove(id) != null;
        }
        Shared before = listeners.get(id);
        if (before != null && before.settings().equals(rates)) {
            return false;
        }
        listeners.put(id, Shared.of(rates));
        return true;
    }

    /** Sets the rates of all zones. */
    public void zones(ZonesSettings settings) {
        Map<String, Shared> next = new HashMap<>();
        settings.zones().forEach((name, rates) -> {
            Shared before = zones.get(name);
            if (!rates.equals(RateSettings.NONE)) {
                next.put(name, before != null && before.settings().equals(rates) ? before : Shared.of(rates));
            }
        });
        zones = Map.copyOf(next);
    }

    /** What a new client has to keep; empty if nothing limits it. */
    public Optional<ClientRate> client(String listener, String zone) {
        return listeners.isEmpty() && zones.isEmpty() ? Optional.empty() : ClientRate.of(scopes(listener, zone));
    }

    private List<Shared> scopes(String listener, String zone) {
        return Stream.of(listeners.get(listener), zones.get(zone))
                .filter(scope -> scope != null)
                .toList();
    }

    /** Nanoseconds until a listener may take another connection; 0 for now. */
    public long connectionDelay(String listener, String zone) {
        if (listeners.isEmpty() && zones.isEmpty()) {
            return 0;
        }
        long now = System.nanoTime();
        return Math.max(delay(listeners.get(listener), now), delay(zones.get(zone), now));
    }

    private static long delay(@Nullable Shared scope, long now) {
        Allowance connections = scope == null ? null : scope.connections();
        return connections == null ? 0 : connections.delay(now);
    }

    /** A connection was taken. */
    public void connectionTaken(String listener, String zone) {
        if (listeners.isEmpty() && zones.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (Shared scope : scopes(listener, zone)) {
            Allowance connections = scope.connections();
            if (connections != null) {
                connections.take(1, now);
            }
        }
    }
}
