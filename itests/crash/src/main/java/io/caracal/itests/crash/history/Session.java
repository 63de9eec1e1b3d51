package io.caracal.itests.crash.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a session. It has either ordinary subscriptions or one shared subscription, because a message that comes by both comes twice and nobody
 * could tell which is which.
 */
final class Session {
    private final String name;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();
    private long connectingAt;
    private int attempts;
    private boolean exists;

    Session(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    /** When it last began to connect. */
    long connectingAt() {
        return connectingAt;
    }

    void connecting(boolean clean, long at) {
        connectingAt = at;
        attempts++;
        if (clean) {
            exists = false;
            subscriptions.forEach(subscription -> subscription.ending(at));
        }
    }

    /** Returns what is wrong with the answer. */
    Optional<String> connected(boolean clean, boolean present, long at) {
        Optional<String> wrong = Optional.empty();
        if (clean && present) {
            wrong = Optional.of("Session Present is 1 after Clean Start");
        } else if (!clean && exists && !present) {
            wrong = Optional.of("the session is gone");
        } else if (!clean && attempts == 1 && present) {
            wrong = Optional.of("there is a session that nobody has begun");
        }
        if (clean) {
            subscriptions.forEach(subscription -> subscription.ended(at));
        }
        exists = true;
        return wrong;
    }

    void subscribing(String filter, int qos, long at) {
        Optional<Subscription> same = held(filter).filter(s -> s.qos() == qos).findAny();
        if (same.isEmpty()) {
            held(filter).forEach(subscription -> subscription.ending(at));
            subscriptions.add(new Subscription(filter, qos, at));
        }
    }

    void subscribed(String filter, int qos, long at) {
        for (Subscription subscription : subscriptions) {
            if (subscription.filter().equals(filter)) {
                if (!subscription.isEnding() && subscription.qos() == qos) {
                    subscription.subscribed(at);
                } else {
                    subscription.ended(at);
                }
            }
        }
    }

    void unsubscribing(String filter, long at) {
        held(filter).forEach(subscription -> subscription.ending(at));
    }

    void unsubscribed(String filter, long at) {
        subscriptions.stream().filter(s -> s.filter().equals(filter)).forEach(s -> s.ended(at));
    }

    private Stream<Subscription> held(String filter) {
        return subscriptions.stream()
                .filter(subscription -> subscription.filter().equals(filter) && !subscription.isEnding());
    }

    /** Whether it must get this message by a subscription of its own. */
    boolean needs(Message message) {
        return subscriptions.stream().anyMatch(s -> !s.shared() && s.needs(message));
    }

    /** Everything has settled: subscriptions that ended before are of no more interest, all their messages have come. */
    void settle(long at) {
        arrivals.settle();
        subscriptions.removeIf(subscription -> subscription.hasEndedBefore(at));
    }
}
