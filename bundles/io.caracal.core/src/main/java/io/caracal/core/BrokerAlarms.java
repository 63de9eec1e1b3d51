package io.caracal.core;

import io.caracal.api.broker.Alarm;
import io.caracal.api.broker.Alarms;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alarms of one broker, by name. Any thread. */
final class BrokerAlarms implements Alarms {
    /** Past alarms that are kept, the latest ones. */
    private static final int KEPT = 1000;

    private final Map<String, Alarm> active = new LinkedHashMap<>();
    private final ArrayDeque<Alarm> past = new ArrayDeque<>();

    /** Raises an alarm, or says anew what it is about. */
    synchronized void activate(String name, String message, Map<String, Object> details) {
        Alarm before = active.get(name);
        Instant since = before == null ? Instant.now() : before.activatedAt();
        active.put(name, new Alarm(name, message, details, since, Optional.empty()));
    }

    /** Ends an alarm, if there is one. */
    synchronized void deactivate(String name) {
        Alarm over = active.remove(name);
        if (over != null) {
            if (past.size() == KEPT) {
                past.removeLast();
            }
            past.addFirst(
                    new Alarm(name, over.message(), over.details(), over.activatedAt(), Optional.of(Instant.now())));
        }
    }

    @Override
    public synchronized List<Alarm> active() {
        List<Alarm> all = new ArrayList<>(active.values());
        Collections.reverse(all);
        return List.copyOf(all);
    }

    @Override
    public synchronized List<Alarm> past() {
        return List.copyOf(past);
    }

    @Override
    public synchronized int forgetPast() {
        int count = past.size();
        past.clear();
        return count;
    }
}
