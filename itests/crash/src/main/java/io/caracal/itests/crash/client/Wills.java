package io.caracal.itests.crash.client;

import io.caracal.itests.crash.history.Event;
import io.caracal.itests.crash.history.History;

/** The wills of a client, a new one for each connection; in the history they are messages of a publisher of their own. */
final class Wills {
    private final History history;
    private final String publisher;
    private final String topic;
    private final int qos;
    private int number;

    /** @param topic empty for a client without will */
    Wills(History history, String client, String topic, int qos) {
        this.history = history;
        this.publisher = client + "-will";
        this.topic = topic;
        this.qos = qos;
    }

    /** For the next CONNECT. */
    WireClient.Will next() {
        if (topic.isEmpty()) {
            return WireClient.Will.NONE;
        }
        number++;
        history.add(new Event.Will(publisher, number, topic, qos));
        return new WireClient.Will(topic, qos, new Payload(publisher, number).bytes(0));
    }

    /** A client that was connected is lost, so the last will is due. */
    void due() {
        if (!topic.isEmpty()) {
            history.add(new Event.Acknowledged(publisher, number));
        }
    }
}
