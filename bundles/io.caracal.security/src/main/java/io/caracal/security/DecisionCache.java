package io.caracal.security;

import io.caracal.api.auth.AuthorizationAdministration.CachedDecision;
import io.caracal.api.auth.AuthorizationRequest.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decisions remembered for one client: for each topic what is known about each action, QoS and retain flag. The topic not used for
 * longest goes first. To find something allocates nothing. Any thread; in fact one, but for administrators.
 */
final class DecisionCache {
    private static final int SUBSCRIBE = 6;

    private final LinkedHashMap<String, Remembered> topics = new LinkedHashMap<>(4, 0.75f, true);
    private long version;

    /** Bits by {@link #question}. */
    private static final class Remembered {
        private final long since;
        private int known;
        private int allowed;

        Remembered(long since) {
            this.since = since;
        }
    }

    /** A number below 9 for what can be asked about one topic. */
    static int question(Action action, int qos, boolean retain) {
        return action == Action.PUBLISH ? qos * 2 + (retain ? 1 : 0) : SUBSCRIBE + qos;
    }

    /**
     * What is remembered; null if nothing is, or it is too old.
     *
     * @param current the version of what is in force; what was remembered under another is forgotten
     * @param now of {@link System#nanoTime}
     */
    synchronized @Nullable Boolean find(String topic, int question, long current, long now, Duration ttl) {
        follow(current);
        Remembered remembered = topics.get(topic);
        if (remembered == null || (remembered.known >> question & 1) == 0) {
            return null;
        }
        if (now - remembered.since >= ttl.toNanos()) {
            topics.remove(topic);
            return null;
        }
        return (remembered.allowed >> question & 1) == 1;
    }

    /** Remembers a decision that was made under a version, if that is still the present one. */
    synchronized void put(
            String topic, int question, boolean allowed, long decidedAt, long current, long now, int most) {
        follow(current);
        if (decidedAt != current) {
            return;
        }
        Remembered remembered = topics.computeIfAbsent(topic, _ -> new Remembered(now));
        remembered.known |= 1 << question;
        if (allowed) {
            remembered.allowed |= 1 << question;
        } else {
            remembered.allowed &= ~(1 << question);
        }
        Iterator<String> oldest = topics.keySet().iterator();
        for (int above = topics.size() - most; above > 0; above--) {
            oldest.next();
            oldest.remove();
        }
    }

    private void follow(long current) {
        if (version != current) {
            topics.clear();
            version = current;
        }
    }

    /** What holds now. */
    synchronized List<CachedDecision> list(long current, long now, Duration ttl) {
        follow(current);
        List<CachedDecision> list = new ArrayList<>();
        for (Map.Entry<String, Remembered> entry : topics.entrySet()) {
            Remembered remembered = entry.getValue();
            Duration age = Duration.ofNanos(now - remembered.since);
            for (int question = 0; question < SUBSCRIBE + 3 && age.compareTo(ttl) < 0; question++) {
                if ((remembered.known >> question & 1) == 1) {
                    list.add(decision(entry.getKey(), question, (remembered.allowed >> question & 1) == 1, age));
                }
            }
        }
        return list;
    }

    private static CachedDecision decision(String topic, int question, boolean allowed, Duration age) {
        return question < SUBSCRIBE
                ? new CachedDecision(Action.PUBLISH, topic, question / 2, question % 2 == 1, allowed, age)
                : new CachedDecision(Action.SUBSCRIBE, topic, question - SUBSCRIBE, false, allowed, age);
    }
}
