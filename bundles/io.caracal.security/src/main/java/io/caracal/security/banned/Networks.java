package io.caracal.security.banned;

import java.net.InetAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to networks, found by an address with one look-up for each length of prefix in use, however many networks there are.
 * One writer at a time, any number of readers.
 */
final class Networks<T> {
    private final ConcurrentHashMap<Network, T> byNetwork = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> counts = new TreeMap<>();
    private volatile int[] prefixes = {};

    void put(Network network, T value) {
        if (byNetwork.put(network, value) == null) {
            counts.merge(network.prefix(), 1, Integer::sum);
            publish();
        }
    }

    void remove(Network network) {
        if (byNetwork.remove(network) != null) {
            counts.computeIfPresent(network.prefix(), (prefix, count) -> count == 1 ? null : count - 1);
            publish();
        }
    }

    void clear() {
        byNetwork.clear();
        counts.clear();
        publish();
    }

    private void publish() {
        prefixes = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Shows what belongs to the networks that an address is in, until the visitor takes one; returns that. */
    @Nullable
    T find(InetAddress address, Predicate<T> wanted) {
        int[] known = prefixes;
        if (known.length == 0) {
            return null;
        }
        int bits = address.getAddress().length * 8;
        for (int prefix : known) {
            T value = prefix > bits ? null : byNetwork.get(Network.of(address, prefix));
            if (value != null && wanted.test(value)) {
                return value;
            }
        }
        return null;
    }
}
