package io.caracal.store.log.model;

import java.util.NavigableMap;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store holds: the model that {@link Change}s are applied to, and the picture that is taken of a store that was opened. */
final class Held {
    final NavigableMap<String, HeldSession> sessions = new TreeMap<>();
    final NavigableMap<String, Body> retained = new TreeMap<>();

    Held copy() {
        Held copy = new Held();
        sessions.forEach((clientId, session) -> copy.sessions.put(clientId, session.copy()));
        copy.retained.putAll(retained);
        return copy;
    }

    /** A session that is there. */
    HeldSession session(String clientId) {
        return Objects.requireNonNull(sessions.get(clientId), clientId);
    }

    void expire(long now) {
        retained.values().removeIf(body -> now >= body.expiresAt());
    }

    /** Where another picture is different, a line each. */
    String differences(Held other) {
        StringJoiner lines = new StringJoiner("\n");
        compare("session", sessions, other.sessions, lines);
        compare("retained", retained, other.retained, lines);
        return lines.toString();
    }

    private static <T> void compare(
            String what, NavigableMap<String, T> these, NavigableMap<String, T> those, StringJoiner lines) {
        NavigableMap<String, T> all = new TreeMap<>(these);
        all.putAll(those);
        for (String name : all.keySet()) {
            T expected = these.get(name);
            T actual = those.get(name);
            if (expected instanceof HeldSession here && actual instanceof HeldSession there) {
                compareSessions(what + " " + name, here, there, lines);
            } else if (!Objects.equals(expected, actual)) {
                lines.add(what + " " + name + "\n  expected " + expected + "\n  but was  " + actual);
            }
        }
    }

    private static void compareSessions(String name, HeldSession here, HeldSession there, StringJoiner lines) {
        compareValues(name + " state", here.state, there.state, lines);
        compareValues(name + " subscriptions", here.subscriptions, there.subscriptions, lines);
        compareValues(name + " accepted", here.accepted, there.accepted, lines);
        TreeMap<Long, HeldDelivery> all = new TreeMap<>(here.queue);
        all.putAll(there.queue);
        for (long sequence : all.keySet()) {
            compareValues(name + " delivery " + sequence, here.queue.get(sequence), there.queue.get(sequence), lines);
        }
    }

    private static void compareValues(
            String what, @Nullable Object expected, @Nullable Object actual, StringJoiner lines) {
        if (!Objects.equals(expected, actual)) {
            lines.add(what + "\n  expected " + expected + "\n  but was  " + actual);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Held that && sessions.equals(that.sessions) && retained.equals(that.retained);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sessions, retained);
    }
}
