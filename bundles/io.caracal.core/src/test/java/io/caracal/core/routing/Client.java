package io.caracal.core.routing;

/** A destination that is connected as long as the test says so. */
final class Client implements Destination {
    private final String clientId;
    private volatile boolean available = true;

    Client(String clientId) {
        this.clientId = clientId;
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public boolean available() {
        return available;
    }

    Client offline() {
        available = false;
        return this;
    }

    void online() {
        available = true;
    }

    /** A subscription with QoS 0 and no options. */
    Subscription to(String filter) {
        return to(filter, 0);
    }

    Subscription to(String filter, int qos) {
        return new Subscription(this, filter, qos, false, false, 0, 0);
    }

    @Override
    public String toString() {
        return clientId;
    }
}
