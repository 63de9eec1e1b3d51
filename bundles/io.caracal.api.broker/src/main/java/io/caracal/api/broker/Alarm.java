package io.caracal.api.broker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that an administrator should look at.
 *
 * @param name {@code overload_protection}
 * @param message in words
 * @param details numbers and texts by name
 * @param activatedAt since when
 * @param deactivatedAt until when; empty as long as it lasts
 */
public record Alarm(
        String name,
        String message,
        Map<String, Object> details,
        Instant activatedAt,
        Optional<Instant> deactivatedAt) {
    public Alarm {
        details = Map.copyOf(details);
    }
}
