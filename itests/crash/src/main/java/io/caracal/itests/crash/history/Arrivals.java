package io.caracal.itests.crash.history;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which messages have come to somebody; those that were finished by the last time when everything had settled are known apart. */
final class Arrivals {
    private final Map<String, BitSet> all = new HashMap<>();
    private final Map<String, BitSet> exactlyOnce = new HashMap<>();
    private final Map<String, BitSet> finished = new HashMap<>();

    boolean has(Message message) {
        return in(all, message);
    }

    /** Whether it came at QoS 2; what came at a lower one may come again, at QoS 2 too if that is granted meanwhile. */
    boolean hasExactlyOnce(Message message) {
        return in(exactlyOnce, message);
    }

    boolean hasFinished(Message message) {
        return in(finished, message);
    }

    /** @param qos that it came at */
    void add(Message message, int qos) {
        add(all, message);
        if (qos == 2) {
            add(exactlyOnce, message);
        }
    }

    private static void add(Map<String, BitSet> numbers, Message message) {
        numbers.computeIfAbsent(message.sent().publisher(), _ -> new BitSet())
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
