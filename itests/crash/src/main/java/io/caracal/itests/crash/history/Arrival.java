package io.caracal.itests.crash.history;

import io.caracal.itests.crash.history.Event.Received;
import io.caracal.itests.crash.history.Violation.Kind;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One message as it has come to one session.
 *
 * @param groups by which it may have come
 * @param reconnectedAt when the session or the publisher last began to connect
 */
record Arrival(Received event, Message message, Session session, List<Group> groups, long reconnectedAt) {
    private static final int EXACTLY_ONCE = 2;

    /** Says what is wrong with it, and notes it. */
    void check(BiConsumer<Kind, String> wrong) {
        if (!event.topic().equals(message.sent().topic())) {
            wrong.accept(Kind.ALTERED, "another topic");
        }
        checkSubscription(wrong);
        if (!event.retained()) {
            checkRepetition(wrong);
            checkOrder(wrong);
            session.arrivals().add(message, event.qos());
            groups.forEach(group -> group.arrivals().add(message, event.qos()));
        }
    }

    private void checkSubscription(BiConsumer<Kind, String> wrong) {
        List<Subscription> possible = session.subscriptions().stream()
                .filter(s -> event.retained() ? s.permitsRetained(message) : s.permits(message))
                .toList();
        if (possible.isEmpty()) {
            wrong.accept(Kind.UNWANTED, "no subscription for it among " + session.subscriptions());
            return;
        }
        int most = Math.min(
                message.sent().qos(),
                possible.stream().mapToInt(Subscription::qos).max().orElseThrow());
        int least = event.retained()
                ? 0
                : Math.min(
                        message.sent().qos(),
                        possible.stream()
                                .filter(s -> s.needs(message))
                                .mapToInt(Subscription::qos)
                                .max()
                                .orElse(0));
        if (event.qos() < least || event.qos() > most) {
            wrong.accept(Kind.ALTERED, "expected is QoS " + (least == most ? "" : least + " to ") + most);
        }
    }

    private void checkRepetition(BiConsumer<Kind, String> wrong) {
        boolean inGroup = groups.stream().anyMatch(group -> group.arrivals().hasExactlyOnce(message));
        boolean again = session.arrivals().has(message);
        if (session.arrivals().hasFinished(message)
                || groups.stream().anyMatch(group -> group.arrivals().hasFinished(message))) {
            wrong.accept(Kind.RESURRECTED, "had come before everything settled");
        } else if ((session.arrivals().hasExactlyOnce(message) || inGroup) && exactlyOnce()) {
            wrong.accept(Kind.DOUBLED, "QoS 2 came twice" + (again ? "" : " to the group"));
        } else if (again && reconnectedAt < message.sentAt()) {
            wrong.accept(Kind.DOUBLED, "neither side has connected anew since it was sent");
        }
    }

    private void checkOrder(BiConsumer<Kind, String> wrong) {
        if (session.arrivals().has(message)) {
            return;
        }
        for (Subscription subscription : session.subscriptions()) {
            if (subscription.needs(message) && !subscription.shared()) { // [MQTT-4.6.0-6]
                Message latest = subscription.latest(message, event.qos());
                if (latest != message) {
                    wrong.accept(Kind.REORDERED, "came after " + latest);
                }
            }
        }
    }

    private boolean exactlyOnce() {
        return event.qos() == EXACTLY_ONCE && message.sent().qos() == EXACTLY_ONCE;
    }
}
