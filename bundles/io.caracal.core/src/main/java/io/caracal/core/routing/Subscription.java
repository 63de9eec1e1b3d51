package io.caracal.core.routing;

import org.jspecify.annotations.Nullable;

/** One subscription of one destination. Immutable. */
public final class Subscription {
    private final Destination destination;
    private final String filter;
    private final int identifier;
    private final byte qos;
    private final byte retainHandling;
    private final boolean noLocal;
    private final boolean retainAsPublished;

    /** Made when first needed; immutable, so two threads may make it twice without harm. */
    private @Nullable Target target;

    /**
     * @param destination who receives
     * @param filter the topic filter as the client sent it, {@code $share/…} included; valid, nothing here checks it again
     * @param qos the maximum QoS granted, 0 to 2
     * @param noLocal MQTT 5.0, section 3.8.3.1
     * @param retainAsPublished MQTT 5.0, section 3.8.3.1
     * @param retainHandling 0, 1 or 2
     * @param identifier the Subscription Identifier, or 0 for none
     */
    public Subscription(
            Destination destination,
            String filter,
            int qos,
            boolean noLocal,
            boolean retainAsPublished,
            int retainHandling,
            int identifier) {
        this.destination = destination;
        this.filter = filter;
        this.qos = (byte) qos;
        this.noLocal = noLocal;
        this.retainAsPublished = retainAsPublished;
        this.retainHandling = (byte) retainHandling;
        this.identifier = identifier;
    }

    public Destination destination() {
        return destination;
    }

    public String filter() {
        return filter;
    }

    public int qos() {
        return qos;
    }

    public boolean noLocal() {
        return noLocal;
    }

    public boolean retainAsPublished() {
        return retainAsPublished;
    }

    public int retainHandling() {
        return retainHandling;
    }

    /** The Subscription Identifier, or 0 for none. */
    public int identifier() {
        return identifier;
    }

    Target target() {
        Target known = target;
        if (known == null) {
            known = Target.of(this);
            target = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Subscription[clientId=" + destination.clientId() + ", filter=" + filter + ", qos=" + qos + "]";
    }
}
