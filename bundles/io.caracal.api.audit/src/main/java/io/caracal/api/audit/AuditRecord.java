package io.caracal.api.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * One change, or the attempt of one. No component is ever a secret in the clear; who records it masks.
 *
 * @param time when it ended
 * @param channel the way it came: {@code rest}, {@code plugins_folder}, {@code config_file}, …
 * @param actor who: {@code user:admin}, {@code api_key:NAME}, {@code local}, {@code anonymous}, {@code operator} for what was done to files and by signals
 * @param sourceAddress where from, an IP address without a port; empty if not by network
 * @param operation what, as one word: {@code deleteClient}
 * @param target what it was done to, as text: {@code DELETE /api/v5/clients/c1}
 * @param before JSON text of what was; empty if there was nothing or nothing is known
 * @param after JSON text of what is; empty likewise
 * @param success whether it took effect
 * @param result {@code 204}, or {@code 409 PINNED}: the answer, for people
 * @param duration how long it took
 */
public record AuditRecord(
        Instant time,
        String channel,
        String actor,
        String sourceAddress,
        String operation,
        String target,
        String before,
        String after,
        boolean success,
        String result,
        Duration duration) {}
