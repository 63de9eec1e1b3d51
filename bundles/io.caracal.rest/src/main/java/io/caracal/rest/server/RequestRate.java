package io.caracal.rest.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how many requests an address may send: on average so many a second, at most twice as many in one burst. Remembers a bounded
 * number of addresses, those seen last.
 */
final class RequestRate {
    private static final int ADDRESSES = 4096;
    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Bucket(double tokens, long at) {}

    /** @param clock nanoseconds */
    RequestRate(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Whether one more request of this address is within its rate; if so it counts. */
    synchronized boolean allows(String address) {
        if (perSecond == 0) {
            return true;
        }
        long now = clock.getAsLong();
        double burst = 2.0 * perSecond;
        Bucket before = buckets.getOrDefault(address, new Bucket(burst, now));
        double tokens = Math.min(burst, before.tokens() + (now - before.at()) / NANOS * perSecond);
        boolean allowed = tokens >= 1;
        buckets.put(address, new Bucket(allowed ? tokens - 1 : tokens, now));
        return allowed;
    }
}
