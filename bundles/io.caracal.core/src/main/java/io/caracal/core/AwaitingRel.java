package io.caracal.core;

import java.util.HashSet;
import java.util.Set;

/**
 * The packet identifiers of QoS 2 messages that were accepted from the client and not yet released by it: a second PUBLISH with
 * one of them is a duplicate [MQTT-4.3.3-10]. A slot is the identifier modulo the capacity.
 */
final class AwaitingRel {
    private char[] identifiers = new char[16];
    private int[] acceptedAt = new int[16];
    private int size;

    int size() {
        return size;
    }

    boolean contains(int packetId) {
        return identifiers[packetId & (identifiers.length - 1)] == packetId;
    }

    /** @param now seconds, for {@link #expire} */
    void add(int packetId, int now) {
        while (identifiers[packetId & (identifiers.length - 1)] != 0) {
            grow();
        }
        int slot = packetId & (identifiers.length - 1);
        identifiers[slot] = (char) packetId;
        acceptedAt[slot] = now;
        size++;
    }

    private void grow() {
        char[] oldIdentifiers = identifiers;
        int[] oldTimes = acceptedAt;
        identifiers = new char[oldIdentifiers.length * 2];
        acceptedAt = new int[identifiers.length];
        for (int i = 0; i < oldIdentifiers.length; i++) {
            int slot = oldIdentifiers[i] & (identifiers.length - 1);
            if (oldIdentifiers[i] != 0) {
                identifiers[slot] = oldIdentifiers[i];
                acceptedAt[slot] = oldTimes[i];
            }
        }
    }

    /** @return false if it was not there */
    boolean remove(int packetId) {
        int slot = packetId & (identifiers.length - 1);
        if (identifiers[slot] != packetId) {
            return false;
        }
        identifiers[slot] = 0;
        size--;
        return true;
    }

    /** Forgets what was accepted before a moment (seconds); returns it. */
    Set<Integer> expire(int before) {
        Set<Integer> expired = new HashSet<>();
        for (int i = 0; i < identifiers.length; i++) {
            if (identifiers[i] != 0 && acceptedAt[i] < before) {
                expired.add((int) identifiers[i]);
                identifiers[i] = 0;
                size--;
            }
        }
        return expired;
    }
}
