package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often clients lose their connections, and bans those that do so too often. What it remembers is bounded: under more
 * identifiers than that, those seen first are watched, and the others from the next window on.
 */
final class Flapping {
    private static final Logger LOG = LoggerFactory.getLogger(Flapping.class);

    static final int MOST = 100_000;

    private final InstantSource clock;
    private final Consumer<Ban> banner;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final AtomicLong lookedAt = new AtomicLong();
    private volatile FlappingSettings settings;

    /**
     * Disconnections of one client.
     *
     * @param since when the first of them was, milliseconds since the epoch
     */
    private record Count(long since, int times) {}

    /** @param banner bans, or says why not, in its own time */
    Flapping(FlappingSettings settings, InstantSource clock, Consumer<Ban> banner) {
        this.settings = settings;
        this.clock = clock;
        this.banner = banner;
    }

    FlappingSettings settings() {
        return settings;
    }

    /** From now on. */
    void follow(FlappingSettings changed) {
        settings = changed;
        if (!changed.enable()) {
            counts.clear();
        }
    }

    /** How many clients are watched. */
    int watched() {
        return counts.size();
    }

    /** A client has lost its connection. Event loops; returns at once. */
    void disconnected(String clientId) {
        FlappingSettings now = settings;
        if (!now.enable()) {
            return;
        }
        long moment = clock.millis();
        long window = now.windowTime().toMillis();
        if (counts.size() >= MOST && !counts.containsKey(clientId) && !room(moment, window)) {
            return;
        }
        Count count = counts.merge(
                clientId,
                new Count(moment, 1),
                (before, first) -> moment - before.since >= window ? first : new Count(before.since, before.times + 1));
        if (count.times >= now.maxCount() && counts.remove(clientId, count)) {
            ban(clientId, count.times, now);
        }
    }

    /** Forgets those whose time is over; at most once a second, since it looks at all. */
    private boolean room(long moment, long window) {
        long last = lookedAt.get();
        if (moment - last >= 1000 && lookedAt.compareAndSet(last, moment)) {
            counts.values().removeIf(count -> moment - count.since >= window);
        }
        return counts.size() < MOST;
    }

    private void ban(String clientId, int times, FlappingSettings now) {
        Instant at = clock.instant();
        String reason = times + " disconnections within " + text(now.windowTime());
        LOG.info("clientId={} flapping: {}", clientId, reason);
        banner.accept(new Ban(
                Ban.Kind.CLIENTID, clientId, "flapping_detect", reason, at, Optional.of(at.plus(now.banTime()))));
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
