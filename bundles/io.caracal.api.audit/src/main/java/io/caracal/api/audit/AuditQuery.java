package io.caracal.api.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records are wanted; what is empty does not restrict.
 *
 * @param actor exactly
 * @param sourceAddress exactly
 * @param operation exactly
 * @param channel exactly
 * @param success whether it took effect
 * @param from not before
 * @param until not after
 * @param offset how many of the matching records to pass over, the newest first
 * @param limit the most records to return, at least 1
 */
public record AuditQuery(
        Optional<String> actor,
        Optional<String> sourceAddress,
        Optional<String> operation,
        Optional<String> channel,
        Optional<Boolean> success,
        Optional<Instant> from,
        Optional<Instant> until,
        long offset,
        int limit) {
    public AuditQuery {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException(
                    "offset " + offset + " and limit " + limit + " were given, expected at least 0 and at least 1");
        }
    }

    /** The newest records of all. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                limit);
    }

    /** Whether a record is among those that are wanted, paging aside. */
    public boolean matches(AuditRecord entry) {
        return is(actor, entry.actor())
                && is(sourceAddress, entry.sourceAddress())
                && is(operation, entry.operation())
                && is(channel, entry.channel())
                && is(success, entry.success())
                && from.filter(entry.time()::isBefore).isEmpty()
                && until.filter(entry.time()::isAfter).isEmpty();
    }

    private static <T> boolean is(Optional<T> wanted, T actual) {
        return wanted.isEmpty() || wanted.get().equals(actual);
    }
}
