package io.caracal.itests.crash.history;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which messages have come to somebody; those that were finished by the last time when everything had settled are known apart. */
final class Arrivals {
    private final Map<String, BitSet> all = new HashMap<>();
    private final Map<String, BitSet> finished = new HashMap<>();

    boolean has(Message message) {
        return in(all, message);
    }

    boolean hasFinished(Message message) {
        return in(finished, message);
    }

    void add(Message message) {
        all.computeIfAbsent(message.sent().publisher(), _ -> new BitSet())
                .set(message.sent().number());
    }

    void settle() {
        all.forEach((publisher, numbers) ->
                finished.computeIfAbsent(publisher, _ -> new BitSet()).or(numbers));
    }

    private static boolean in(Map<String, BitSet> numbers, Message message) {
        BitSet ofPublisher = numbers.get(message.sent().publisher());
        return ofPublisher != null && ofPublisher.get(message.sent().number());
    }
}
