package io.caracal.security;

import io.caracal.api.auth.AuthorizationAdministration.CachedDecision;
import io.caracal.api.auth.AuthorizationRequest.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decisions remembered for one client: for each topic what is known about each action, QoS and retain flag. The topic not used for
 * longest goes first. To find something allocates nothing. Any thread; in fact one, but for administrators.
 */
final class DecisionCache {
    private static final int SUBSCRIBE = 6;

    /** The first topic, without a map around it: clients that know but one are many, and a map is several times its size. */
    private @Nullable Remembered only;

    /** Made with the second topic, and then of all of them. */
    private @Nullable LinkedHashMap<String, Remembered> several;

    private long version;

    /** Bits by {@link #question}. */
    private static final class Remembered {
        private final String topic;
        private final long since;
        private int known;
        private int allowed;

        Remembered(String topic, long since) {
            this.topic = topic;
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
        Remembered remembered = get(topic);
        if (remembered == null || (remembered.known >> question & 1) == 0) {
            return null;
        }
        if (now - remembered.since >= ttl.toNanos()) {
            remove(topic);
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
        Remembered remembered = get(topic);
        if (remembered == null) {
            remembered = new Remembered(topic, now);
            add(remembered);
        }
        remembered.known |= 1 << question;
        if (allowed) {
            remembered.allowed |= 1 << question;
        } else {
            remembered.allowed &= ~(1 << question);
        }
        if (several != null) {
            forgetOldest(several, several.size() - most);
        }
    }

    private static void forgetOldest(LinkedHashMap<String, Remembered> topics, int count) {
        if (count > 0) {
            Iterator<String> oldest = topics.keySet().iterator();
            for (int i = 0; i < count; i++) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    private @Nullable Remembered get(String topic) {
        if (several != null) {
            return several.get(topic);
        }
        return only != null && only.topic.equals(topic) ? only : null;
    }

    /** Adds a topic that is not here. */
    private void add(Remembered remembered) {
        if (several != null) {
            several.put(remembered.topic, remembered);
        } else if (only == null) {
            only = remembered;
        } else {
            several = new LinkedHashMap<>(4, 0.75f, true);
            several.put(only.topic, only);
            several.put(remembered.topic, remembered);
            only = null;
        }
    }

    private void remove(String topic) {
        if (several != null) {
            several.remove(topic);
        } else {
            only = null;
        }
    }

    private Collection<Remembered> all() {
        if (several != null) {
            return several.values();
        }
        return only == null ? List.of() : List.of(only);
    }

    private void follow(long current) {
        if (version != current) {
            only = null;
            several = null;
            version = current;
        }
    }

    /** What holds now. */
    synchronized List<CachedDecision> list(long current, long now, Duration ttl) {
        follow(current);
        List<CachedDecision> list = new ArrayList<>();
        for (Remembered remembered : all()) {
            Duration age = Duration.ofNanos(now - remembered.since);
            for (int question = 0; question < SUBSCRIBE + 3 && age.compareTo(ttl) < 0; question++) {
                if ((remembered.known >> question & 1) == 1) {
                    list.add(decision(remembered.topic, question, (remembered.allowed >> question & 1) == 1, age));
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
