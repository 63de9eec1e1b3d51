package io.caracal.itests.crash.history;

import io.caracal.itests.crash.history.Event.Acknowledged;
import io.caracal.itests.crash.history.Event.Connected;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.Event.Garbled;
import io.caracal.itests.crash.history.Event.Killed;
import io.caracal.itests.crash.history.Event.Looked;
import io.caracal.itests.crash.history.Event.Looking;
import io.caracal.itests.crash.history.Event.Received;
import io.caracal.itests.crash.history.Event.Refused;
import io.caracal.itests.crash.history.Event.Sent;
import io.caracal.itests.crash.history.Event.Settled;
import io.caracal.itests.crash.history.Event.Subscribed;
import io.caracal.itests.crash.history.Event.Subscribing;
import io.caracal.itests.crash.history.Event.Unsubscribed;
import io.caracal.itests.crash.history.Event.Unsubscribing;
import io.caracal.itests.crash.history.Event.Will;
import io.caracal.itests.crash.history.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a history, event by event, and says which promises the broker has not kept. It judges by what every client must see, whatever the broker is like
 * inside; where the standard leaves the broker a choice, or a message was still under way when something changed, both is right. What is finished it forgets
 * but for the numbers, so that a history may be long. One thread.
 */
public final class Checker {
    private final Publications publications = new Publications();
    private final Map<String, Session> sessions = new TreeMap<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private final RetainedCheck retained = new RetainedCheck();
    private final List<Violation> violations = new ArrayList<>();
    private long at;

    /** The next event. */
    public void accept(Event event) {
        at++;
        switch (event) {
            case Sent e -> sent(e);
            case Will e ->
                publications.announced(new Sent(e.publisher(), e.number(), e.topic(), e.qos(), false, false), at);
            case Acknowledged e -> publications.acknowledged(e, at);
            case Received e -> received(e);
            case Garbled e -> violated(Kind.UNKNOWN, e.session() + " got by " + e.topic() + ": " + e.what());
            case Subscribing e -> subscribing(e);
            case Subscribed e -> session(e.session()).subscribed(e.filter(), e.qos(), at);
            case Unsubscribing e -> session(e.session()).unsubscribing(e.filter(), at);
            case Unsubscribed e -> session(e.session()).unsubscribed(e.filter(), at);
            case Connecting e -> session(e.session()).connecting(e.clean(), at);
            case Connected e ->
                session(e.session())
                        .connected(e.clean(), e.present(), at)
                        .ifPresent(wrong -> violated(Kind.SESSION, e.session() + ": " + wrong));
            case Refused e -> violated(Kind.UNANSWERED, e.session() + ": " + e.what());
            case Looking e -> retained.looking(e);
            case Looked e -> retained.looked(e).forEach(wrong -> violated(Kind.RETAINED, wrong));
            case Settled _ -> settle();
            case Killed _ -> {
                // for the reader only
            }
        }
    }

    /** How many events there were. */
    public long events() {
        return at;
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** What is still to come before everything has settled, or will be missing then. */
    public List<String> outstanding() {
        List<String> all = new ArrayList<>();
        for (Message message : publications.underWay()) {
            if (!message.isAcknowledged()) {
                all.add("not acknowledged: " + message);
            } else if (!message.sent().empty()) {
                missing(message, all);
            }
        }
        return all;
    }

    private void missing(Message message, List<String> all) {
        for (Session session : sessions.values()) {
            if (session.needs(message) && !session.arrivals().has(message)) {
                all.add("not come to " + session.name() + " with " + session.subscriptions() + ": " + message);
            }
        }
        for (Group group : groups.values()) {
            if (group.needs(message, sessions.values()) && !group.arrivals().has(message)) {
                all.add("not come to anybody of " + group.filter() + ": " + message);
            }
        }
    }

    private void sent(Sent event) {
        Message message = publications.sent(event, at);
        if (event.retain()) {
            retained.sent(message);
        }
    }

    private void subscribing(Subscribing event) {
        session(event.session()).subscribing(event.filter(), event.qos(), at);
        if (new TopicFilter(event.filter()).shared()) {
            groups.computeIfAbsent(event.filter(), Group::new);
        }
    }

    private void received(Received event) {
        publications
                .find(event.publisher(), event.number())
                .ifPresentOrElse(
                        message -> arrival(event, message)
                                .check((kind, what) -> violated(kind, event + ": " + what + "; " + message)),
                        () -> violated(Kind.UNKNOWN, event + ": nobody has sent this"));
    }

    private Arrival arrival(Received event, Message message) {
        Session session = session(event.session());
        List<Group> shared = session.subscriptions().stream()
                .filter(subscription -> subscription.shared() && subscription.permits(message))
                .map(subscription -> groups.get(subscription.filter()))
                .distinct()
                .toList();
        long reconnectedAt = Math.max(
                session.connectingAt(), session(message.sent().publisher()).connectingAt());
        return new Arrival(event, message, session, shared, reconnectedAt);
    }

    private void settle() {
        for (String missing : outstanding()) {
            violated(missing.startsWith("not acknowledged") ? Kind.UNANSWERED : Kind.LOST, missing);
        }
        publications.settle();
        sessions.values().forEach(session -> session.settle(at));
        groups.values().forEach(group -> group.arrivals().settle());
        retained.settle();
    }

    private Session session(String name) {
        return sessions.computeIfAbsent(name, Session::new);
    }

    private void violated(Kind kind, String what) {
        violations.add(new Violation(at, kind, what));
    }
}
