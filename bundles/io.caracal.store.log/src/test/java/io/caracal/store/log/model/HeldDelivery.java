package io.caracal.store.log.model;

import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a session holds, comparable.
 *
 * @param body null when it was received; then how the message was to be delivered is not needed any more either
 */
record HeldDelivery(
        int qos,
        boolean retain,
        List<Integer> identifiers,
        @Nullable String share,
        int packetId,
        boolean received,
        @Nullable Body body) {

    static HeldDelivery waiting(StoredDelivery delivery, Body body) {
        return of(delivery, body);
    }

    static HeldDelivery of(StoredSession.Entry entry, @Nullable Body body) {
        HeldDelivery held = of(entry.delivery(), body);
        return entry.received() ? held.arrived() : held;
    }

    HeldDelivery sent(int packet) {
        return new HeldDelivery(qos, retain, identifiers, share, packet, received, body);
    }

    HeldDelivery arrived() {
        return new HeldDelivery(2, false, List.of(), null, packetId, true, null);
    }

    private static HeldDelivery of(StoredDelivery delivery, @Nullable Body body) {
        return new HeldDelivery(
                delivery.qos(),
                delivery.retain(),
                Arrays.stream(delivery.identifiers()).boxed().toList(),
                delivery.share(),
                delivery.packetId(),
                false,
                body);
    }
}
