package io.caracal.itests.crash.client;

import io.caracal.itests.crash.history.Event.Acknowledged;
import io.caracal.itests.crash.history.Event.Garbled;
import io.caracal.itests.crash.history.Event.Received;
import io.caracal.itests.crash.history.Event.Refused;
import io.caracal.itests.crash.history.Event.Sent;
import io.caracal.itests.crash.history.History;
import java.util.concurrent.Semaphore;

/**
 * A client with a session that outlives its connections. It connects anew whenever the broker has gone, goes on with its session as the standard asks, and
 * tells the history what happens.
 */
public abstract class Client implements AutoCloseable {
    private static final int WINDOW = 20;

    private final String name;
    private final History history;
    private final Semaphore window = new Semaphore(WINDOW);
    private int published;

    Client(String name, History history) {
        this.name = name;
        this.history = history;
    }

    /** Client identifier, and name in the history. */
    public final String name() {
        return name;
    }

    final History history() {
        return history;
    }

    /**
     * Sends a message; returns when it is handed over, which takes a while if many are unacknowledged. One thread at a time.
     *
     * @param size of the payload; 0 for none
     */
    public final void publish(String topic, int qos, boolean retain, int size) throws InterruptedException {
        window.acquire();
        int number = ++published;
        history.add(new Sent(name, number, topic, qos, retain, size == 0));
        send(topic, size == 0 ? new byte[0] : new Payload(name, number).bytes(size), qos, retain, number);
    }

    abstract void send(String topic, byte[] payload, int qos, boolean retain, int number);

    final void acknowledged(int number) {
        history.add(new Acknowledged(name, number));
        window.release();
    }

    /** It will not be acknowledged any more. */
    final void refused(int number, Object answer) {
        refused("message " + number + " is answered by " + answer);
        window.release();
    }

    final void refused(String what) {
        history.add(new Refused(name, what));
    }

    final void arrived(String topic, byte[] payload, int qos, boolean retained) {
        if (payload.length == 0) {
            return; // deletes a retained message; nobody can say which of them it was
        }
        Payload.read(payload)
                .ifPresentOrElse(
                        p -> history.add(new Received(name, p.publisher(), p.number(), topic, qos, retained)),
                        () -> history.add(new Garbled(
                                name, topic, payload.length + " bytes, beginning with " + Text.of(payload))));
    }

    /** Begins to connect, and to come back whenever the connection is lost. */
    public abstract void start();

    public abstract boolean connected();

    /** Subscribes, as often as it takes until it is acknowledged. */
    public abstract void subscribe(String filter, int qos) throws InterruptedException;

    /** The same for the end of a subscription. */
    public abstract void unsubscribe(String filter) throws InterruptedException;

    /** Frees everything; the session stays with the broker. */
    @Override
    public abstract void close();
}
