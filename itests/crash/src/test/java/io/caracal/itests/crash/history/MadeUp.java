package io.caracal.itests.crash.history;

import io.caracal.itests.crash.history.Event.Acknowledged;
import io.caracal.itests.crash.history.Event.Connected;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.Event.Looked;
import io.caracal.itests.crash.history.Event.Looking;
import io.caracal.itests.crash.history.Event.Received;
import io.caracal.itests.crash.history.Event.Sent;
import io.caracal.itests.crash.history.Event.Settled;
import io.caracal.itests.crash.history.Event.Subscribed;
import io.caracal.itests.crash.history.Event.Subscribing;
import io.caracal.itests.crash.history.Event.Unsubscribed;
import io.caracal.itests.crash.history.Event.Unsubscribing;
import io.caracal.itests.crash.history.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A history that nobody has lived: the publisher is {@code p}, the topic {@code t}. */
final class MadeUp {
    static final String P = "p";
    static final String T = "t";

    private final Checker checker = new Checker();
    private final Map<Integer, Sent> sent = new HashMap<>();

    /** What the checker says. */
    List<Kind> violations() {
        return checker.violations().stream().map(Violation::kind).toList();
    }

    List<String> outstanding() {
        return checker.outstanding();
    }

    MadeUp then(Event event) {
        checker.accept(event);
        return this;
    }

    MadeUp connects(String session) {
        return then(new Connecting(session, false)).then(new Connected(session, false, true));
    }

    /** Connects for the first time and subscribes. */
    MadeUp subscriber(String session, String filter, int qos) {
        return then(new Connecting(session, false))
                .then(new Connected(session, false, false))
                .subscribes(session, filter, qos);
    }

    MadeUp subscribes(String session, String filter, int qos) {
        return then(new Subscribing(session, filter, qos)).then(new Subscribed(session, filter, qos));
    }

    MadeUp unsubscribes(String session, String filter) {
        return then(new Unsubscribing(session, filter)).then(new Unsubscribed(session, filter));
    }

    MadeUp sends(int number, int qos) {
        return sends(new Sent(P, number, T, qos, false, false));
    }

    MadeUp retains(int number) {
        return sends(new Sent(P, number, T, 1, true, false));
    }

    MadeUp deletesRetained(int number) {
        return sends(new Sent(P, number, T, 1, true, true));
    }

    private MadeUp sends(Sent event) {
        sent.put(event.number(), event);
        return then(event);
    }

    MadeUp acknowledged(int number) {
        return then(new Acknowledged(P, number));
    }

    /** With the QoS of the message. */
    MadeUp receives(String session, int number) {
        Sent message = sent.get(number);
        return receives(session, number, message == null ? 1 : message.qos());
    }

    MadeUp receives(String session, int number, int qos) {
        return then(new Received(session, P, number, T, qos, false));
    }

    MadeUp finds(Map<String, Integer> retained) {
        return then(new Looking("looker")).then(new Looked("looker", retained));
    }

    MadeUp settled() {
        return then(new Settled());
    }
}
