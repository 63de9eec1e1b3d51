package io.caracal.itests.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One client of one library. Its methods return when the broker has acknowledged, and throw {@link RefusedException} where it
 * has answered with a failure.
 */
abstract class Client implements AutoCloseable {
    /** Seconds. Generous: a bound for a hang, not a statement about speed. */
    static final int PATIENCE = 60;

    /** What {@link #awaitDisconnect} answers when the connection was closed without a DISCONNECT packet. */
    static final int NO_REASON = -1;

    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> disconnected = new CompletableFuture<>();

    /** Connects and says whether the broker has resumed a session. */
    abstract boolean connect(Session session) throws Exception;

    /** Subscribes and answers with the code in SUBACK. */
    abstract int subscribe(String filter, int qos) throws Exception;

    /** Subscribes with a subscription identifier; MQTT 5.0 only. */
    int subscribe(String filter, int qos, int subscriptionId) throws Exception {
        throw new UnsupportedOperationException(getClass() + " has no subscription identifiers");
    }

    abstract void unsubscribe(String filter) throws Exception;

    /** Publishes, and answers with the reason code of the last acknowledgement where the version has one, else 0. */
    abstract int publish(Message message) throws Exception;

    /** Publishes in this order, and returns when all are acknowledged. */
    void publishAll(List<Message> messages) throws Exception {
        for (Message message : messages) {
            publish(message);
        }
    }

    /** Sends DISCONNECT. */
    abstract void disconnect() throws Exception;

    /** Frees what the library holds, connected or not. */
    @Override
    public abstract void close() throws Exception;

    final void arrived(Message message) {
        inbox.add(message);
    }

    final void gone(int reasonCode) {
        disconnected.complete(reasonCode);
    }

    /** The next message. */
    final Message receive() throws InterruptedException {
        Message message = inbox.poll(PATIENCE, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within " + PATIENCE + " s");
        }
        return message;
    }

    /** The next messages, in the order of their arrival. */
    final List<Message> receive(int count) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < count) {
            messages.add(receive());
        }
        return messages;
    }

    /** Takes what has arrived. */
    final List<Message> takeAll() {
        List<Message> messages = new ArrayList<>();
        inbox.drainTo(messages);
        return messages;
    }

    /** Messages that have arrived and were not taken. */
    final int waiting() {
        return inbox.size();
    }

    /** Waits until the broker has ended the connection, and answers with its reason code or {@link #NO_REASON}. */
    final int awaitDisconnect() throws Exception {
        return disconnected.get(PATIENCE, TimeUnit.SECONDS);
    }
}
