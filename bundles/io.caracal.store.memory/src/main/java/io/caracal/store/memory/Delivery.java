package io.caracal.store.memory;

import io.caracal.api.store.Message;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import org.jspecify.annotations.Nullable;

/** A message in the queue of one session, and how far it has come. Changed under the lock of its session. */
final class Delivery {
    private StoredDelivery delivery;
    private @Nullable Message message;
    private boolean received;
    private boolean completed;

    Delivery(StoredDelivery delivery, Message message) {
        this.delivery = delivery;
        this.message = message;
    }

    long sequence() {
        return delivery.sequence();
    }

    boolean isCompleted() {
        return completed;
    }

    @Nullable
    Message message() {
        return message;
    }

    void sent(int packetId) {
        delivery = new StoredDelivery(
                delivery.clientId(),
                delivery.sequence(),
                delivery.qos(),
                delivery.retain(),
                delivery.identifiers(),
                delivery.share(),
                packetId);
    }

    /** What has arrived is not needed any more, and it may take long until the client releases it. */
    void received() {
        received = true;
        message = null;
    }

    void completed() {
        completed = true;
        message = null;
    }

    StoredSession.Entry entry() {
        return new StoredSession.Entry(delivery, message, received);
    }
}
