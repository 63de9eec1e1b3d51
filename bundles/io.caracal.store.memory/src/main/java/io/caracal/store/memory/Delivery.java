package io.caracal.store.memory;

import io.caracal.api.store.Message;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;

/** A message in the queue of one session, and how far it has come. Changed under the lock of its session. */
final class Delivery {
    private static final byte[] NOTHING = {};

    private final StoredDelivery delivery;
    private Message message;
    private int packetId;
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

    void sent(int id) {
        packetId = id;
    }

    void received() {
        received = true;
        message = withoutBody(message);
    }

    void completed() {
        completed = true;
        message = withoutBody(message);
    }

    StoredSession.Entry entry() {
        return new StoredSession.Entry(delivery, message, packetId, received);
    }

    /** What has arrived is not needed any more, and it may take long until the client releases it. */
    private static Message withoutBody(Message full) {
        return new Message(
                full.topic(),
                NOTHING,
                NOTHING,
                full.qos(),
                full.retain(),
                full.publishedAt(),
                full.expiresAt(),
                full.publisher());
    }
}
