package io.caracal.itests.bench;

import io.caracal.core.routing.Destination;
import io.caracal.core.routing.Subscription;

/** A client that is connected and does nothing else. */
final class Subscriber implements Destination {
    private final String clientId;

    Subscriber(String clientId) {
        this.clientId = clientId;
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public boolean available() {
        return true;
    }

    Subscription to(String filter) {
        return new Subscription(this, filter, 0, false, false, 0, 0);
    }
}
