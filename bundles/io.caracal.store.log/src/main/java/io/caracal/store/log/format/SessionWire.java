package io.caracal.store.log.format;

import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionState.StoredWill;
import io.caracal.api.store.StoredSubscription;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What {@link RecordType#SESSION_PUT} and {@link RecordType#SUBSCRIBED} hold behind the number of the session. */
public final class SessionWire {
    private static final int QOS = 3;
    private static final int NO_LOCAL = 4;
    private static final int RETAIN_AS_PUBLISHED = 8;
    private static final int RETAIN_HANDLING_SHIFT = 4;

    private SessionWire() {}

    public static int maxSize(SessionState state) {
        int will = state.will()
                .map(present -> MessageWire.maxSize(present.message()) + Wire.MAX_VARINT)
                .orElse(0);
        return 2 * Wire.MAX_VARINT + Wire.maxText(state.clientId()) + 9 + will;
    }

    public static void put(ByteBuffer to, SessionState state) {
        Wire.putText(to, state.clientId());
        Wire.putVarint(to, state.expiryInterval());
        to.putLong(state.disconnectedAt());
        StoredWill will = state.will().orElse(null);
        to.put((byte) (will == null ? 0 : 1));
        if (will != null) {
            Wire.putVarint(to, will.delay());
            MessageWire.put(to, will.message());
        }
    }

    public static SessionState getState(ByteBuffer from) {
        String clientId = Wire.getText(from);
        long expiryInterval = Wire.getVarint(from);
        long disconnectedAt = from.getLong();
        if (from.get() == 0) {
            return new SessionState(clientId, expiryInterval, disconnectedAt, Optional.empty());
        }
        long delay = Wire.getVarint(from);
        StoredWill will = new StoredWill(MessageWire.get(from), delay);
        return new SessionState(clientId, expiryInterval, disconnectedAt, Optional.of(will));
    }

    public static int maxSize(StoredSubscription subscription) {
        return Wire.maxText(subscription.filter()) + 1 + Wire.MAX_VARINT;
    }

    public static void put(ByteBuffer to, StoredSubscription subscription) {
        Wire.putText(to, subscription.filter());
        to.put((byte) (subscription.qos()
                | (subscription.noLocal() ? NO_LOCAL : 0)
                | (subscription.retainAsPublished() ? RETAIN_AS_PUBLISHED : 0)
                | subscription.retainHandling() << RETAIN_HANDLING_SHIFT));
        Wire.putVarint(to, subscription.identifier());
    }

    public static StoredSubscription getSubscription(ByteBuffer from) {
        String filter = Wire.getText(from);
        int options = from.get();
        return new StoredSubscription(
                filter,
                options & QOS,
                (options & NO_LOCAL) != 0,
                (options & RETAIN_AS_PUBLISHED) != 0,
                options >>> RETAIN_HANDLING_SHIFT & 3,
                (int) Wire.getVarint(from));
    }
}
