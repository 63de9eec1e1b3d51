package io.caracal.itests.crash.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client has published and the broker has not acknowledged, in the order in which it was published [MQTT-4.6.0-1]. Not thread-safe. */
final class Outgoing {
    private static final byte DUP = 0x08;

    private final PacketIds ids;
    private final Map<Integer, Flight> flights = new LinkedHashMap<>();

    Outgoing(PacketIds ids) {
        this.ids = ids;
    }

    private static final class Flight {
        private final int number;
        private final byte[] publish;
        private boolean received;

        Flight(int number, byte[] publish) {
            this.number = number;
            this.publish = publish;
        }
    }

    /** @param publish with this packet identifier */
    void add(int packetId, int number, byte[] publish) {
        flights.put(packetId, new Flight(number, publish));
    }

    /** It is on its way to the broker; should it be sent again, it is a duplicate. */
    void written(int packetId) {
        Flight flight = flights.get(packetId);
        if (flight != null) {
            flight.publish[0] |= DUP;
        }
    }

    /** Returns the number of the message, or null if it was acknowledged before. */
    @Nullable
    Integer received(int packetId) {
        Flight flight = flights.get(packetId);
        if (flight == null || flight.received) {
            return null;
        }
        flight.received = true;
        return flight.number;
    }

    /** Its packet identifier is free again; returns the number of the message, or null if there is none under way. */
    @Nullable
    Integer completed(int packetId) {
        Flight flight = flights.remove(packetId);
        if (flight == null) {
            return null;
        }
        ids.free(packetId);
        return flight.number;
    }

    /** The identifiers of what is to be sent on a new connection, in this order. */
    List<Integer> unfinished() {
        return new ArrayList<>(flights.keySet());
    }

    /** PUBLISH again, or PUBREL. */
    byte[] packet(int packetId) {
        Flight flight = flights.get(packetId);
        if (flight == null) {
            throw new IllegalArgumentException("nothing under way has the packet identifier " + packetId);
        }
        return flight.received ? Packets.acknowledge(Packet.PUBREL, packetId) : flight.publish;
    }
}
