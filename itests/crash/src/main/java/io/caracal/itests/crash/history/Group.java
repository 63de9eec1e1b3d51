package io.caracal.itests.crash.history;

import java.util.Collection;
import java.util.List;

/** The sessions that share a subscription: each message comes to one of them. */
final class Group {
    private final String filter;
    private final Arrivals arrivals = new Arrivals();

    /** @param filter {@code $share/…} */
    Group(String filter) {
        this.filter = filter;
    }

    String filter() {
        return filter;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /**
     * Whether one of the members must get the message. Not if it may have been given to one who has left, who need not hand it on.
     *
     * @param sessions all
     */
    boolean needs(Message message, Collection<Session> sessions) {
        List<Subscription> possible = sessions.stream()
                .flatMap(session -> session.subscriptions().stream())
                .filter(subscription -> subscription.filter().equals(filter) && subscription.permits(message))
                .toList();
        return possible.stream().anyMatch(s -> s.needs(message))
                && possible.stream().noneMatch(Subscription::isEnding);
    }
}
