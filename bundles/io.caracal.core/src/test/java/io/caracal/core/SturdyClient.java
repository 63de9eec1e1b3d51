package io.caracal.core;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client with a persistent session that keeps to the standard across its own connections and crashes of the broker: it sends again
 * what is open, with the same identifiers, and hands a QoS 2 message on once.
 */
final class SturdyClient {
    private final Login login;
    private @Nullable RawClient connection;
    private boolean sessionKnown;
    private int lastId;

    private final Map<Integer, Packet.Publish> unacknowledged = new LinkedHashMap<>();
    private final Set<Integer> unreleased = new LinkedHashSet<>();
    private final Set<Integer> received = new HashSet<>();

    /** Payloads, in the order in which the broker took the responsibility for them. */
    final List<String> acknowledged = new ArrayList<>();

    /** Payloads as the application gets them, by topic and in order. */
    final Map<String, List<String>> delivered = new LinkedHashMap<>();

    final Set<String> granted = new HashSet<>();
    private final Map<Integer, String> asked = new LinkedHashMap<>();
    boolean connected;

    SturdyClient(String clientId) {
        login = Login.as(clientId).persistent().resuming();
    }

    void begin(TestBroker broker) {
        if (connection == null) {
            connection = broker.begin(login);
        }
    }

    void drop() {
        if (connection != null) {
            connection.reset();
            connection = null;
            connected = false;
            asked.clear();
        }
    }

    private RawClient connection() {
        RawClient current = connection;
        if (current == null) {
            throw new IllegalStateException("not connected");
        }
        return current;
    }

    void subscribe(String filter) {
        Packet.Subscribe packet = new Packet.Subscribe(
                nextId(), List.of(new Packet.Subscription(filter, 2, false, false, 0)), Properties.NONE);
        asked.put(packet.packetId(), filter);
        connection().send(packet);
    }

    void publish(String topic, String payload, int qos, boolean retain) {
        Packet.Publish packet = new Packet.Publish(
                topic, payload.getBytes(StandardCharsets.UTF_8), qos, retain, false, nextId(), Properties.NONE);
        unacknowledged.put(packet.packetId(), packet);
        connection().send(packet);
    }

    private int nextId() {
        do {
            lastId++;
        } while (unacknowledged.containsKey(lastId) || unreleased.contains(lastId));
        return lastId;
    }

    boolean everythingIsAcknowledged() {
        return unacknowledged.isEmpty() && unreleased.isEmpty();
    }

    /** Answers what has come; returns how many packets that were. */
    int work() {
        RawClient current = connection;
        if (current == null) {
            return 0;
        }
        List<Packet> packets = current.available();
        packets.forEach(this::take);
        return packets.size();
    }

    private void take(Packet packet) {
        switch (packet) {
            case Packet.ConnAck answer -> accepted(answer);
            case Packet.SubAck answer -> {
                String filter = asked.remove(answer.packetId());
                if (filter != null && answer.codes().equals(List.of(2))) {
                    granted.add(filter);
                }
            }
            case Packet.PubAck answer -> {
                check(answer.reason());
                took(answer.packetId());
            }
            case Packet.PubRec answer -> {
                check(answer.reason());
                took(answer.packetId());
                unreleased.add(answer.packetId());
                connection().pubrel(answer.packetId());
            }
            case Packet.PubComp answer -> unreleased.remove(answer.packetId());
            case Packet.Publish message -> delivered(message);
            case Packet.PubRel answer -> {
                received.remove(answer.packetId());
                connection().pubcomp(answer.packetId());
            }
            default -> throw new AssertionError("unexpected " + packet);
        }
    }

    private static void check(ReasonCode reason) {
        if (reason.failure()) {
            throw new AssertionError("refused with " + reason);
        }
    }

    private void took(int packetId) {
        Packet.Publish packet = unacknowledged.remove(packetId);
        if (packet != null) {
            acknowledged.add(RawClient.text(packet));
        }
    }

    private void accepted(Packet.ConnAck answer) {
        if (answer.returnCode() != 0) {
            throw new AssertionError("refused: " + answer);
        }
        if (sessionKnown && !answer.sessionPresent()) {
            throw new AssertionError("the broker has lost the session of " + login.clientId());
        }
        sessionKnown = true;
        connected = true;
        unreleased.forEach(connection()::pubrel);
        for (Packet.Publish each : unacknowledged.values()) {
            connection()
                    .send(new Packet.Publish(
                            each.topic(),
                            each.payload(),
                            each.qos(),
                            each.retain(),
                            true,
                            each.packetId(),
                            each.properties()));
        }
    }

    private void delivered(Packet.Publish message) {
        if (message.qos() == 2 && !received.add(message.packetId())) {
            connection().pubrec(message.packetId());
            return;
        }
        delivered.computeIfAbsent(message.topic(), topic -> new ArrayList<>()).add(RawClient.text(message));
        switch (message.qos()) {
            case 1 -> connection().puback(message);
            case 2 -> connection().pubrec(message.packetId());
            default -> {}
        }
    }
}
