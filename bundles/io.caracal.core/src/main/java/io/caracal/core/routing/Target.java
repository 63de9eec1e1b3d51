package io.caracal.core.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One destination of a message, with its overlapping subscriptions merged into one delivery at the highest QoS that carries all
 * their Subscription Identifiers [MQTT-3.3.4-2] to [MQTT-3.3.4-4]. Immutable.
 */
public final class Target {
    private static final int[] NONE = {};

    private final Destination destination;
    private final int[] identifiers;
    private final @Nullable Target remainder;
    private final byte qos;
    private final boolean retainAsPublished;
    private final boolean local;

    /**
     * @param local true if the publisher itself gets the same as everybody else
     * @param remainder what the publisher gets otherwise
     */
    private Target(
            Destination destination,
            int qos,
            boolean retainAsPublished,
            int[] identifiers,
            boolean local,
            @Nullable Target remainder) {
        this.destination = destination;
        this.qos = (byte) qos;
        this.retainAsPublished = retainAsPublished;
        this.identifiers = identifiers;
        this.local = local;
        this.remainder = remainder;
    }

    static Target of(Subscription subscription) {
        int identifier = subscription.identifier();
        return new Target(
                subscription.destination(),
                subscription.qos(),
                subscription.retainAsPublished(),
                identifier == 0 ? NONE : new int[] {identifier},
                !subscription.noLocal(),
                null);
    }

    public Destination destination() {
        return destination;
    }

    /** The highest QoS that the destination's matching subscriptions allow. */
    public int qos() {
        return qos;
    }

    /** True if one of the subscriptions asks for it. */
    public boolean retainAsPublished() {
        return retainAsPublished;
    }

    /** Subscription Identifiers, one that several subscriptions carry as often; empty for none. Not to be modified. */
    public int[] identifiers() {
        return identifiers;
    }

    /**
     * What is left of this if the destination published the message itself: its subscriptions without No Local [MQTT-3.8.3-3];
     * null for nothing.
     */
    public @Nullable Target forPublisher() {
        return local ? this : remainder;
    }

    /** Both as one delivery to the same destination. */
    Target and(Target other) {
        boolean both = local && other.local;
        return new Target(
                destination,
                Math.max(qos, other.qos),
                retainAsPublished || other.retainAsPublished,
                concat(identifiers, other.identifiers),
                both,
                both ? null : merge(forPublisher(), other.forPublisher()));
    }

    private static @Nullable Target merge(@Nullable Target one, @Nullable Target two) {
        if (one == null) {
            return two;
        }
        return two == null ? one : one.and(two);
    }

    private static int[] concat(int[] one, int[] two) {
        if (one.length == 0) {
            return two;
        }
        if (two.length == 0) {
            return one;
        }
        int[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }

    @Override
    public String toString() {
        return "Target[clientId=" + destination.clientId() + ", qos=" + qos + ", identifiers="
                + Arrays.toString(identifiers) + "]";
    }
}
