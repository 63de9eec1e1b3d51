package io.caracal.itests.crash.client;

import java.util.BitSet;

/** Packet identifiers that are in use; a free one is taken round about, so that it is as long as possible ago that it was in use. */
final class PacketIds {
    private static final int MOST = 65_535;

    private final BitSet used = new BitSet();
    private int last;

    int take() {
        do {
            last = last % MOST + 1;
        } while (used.get(last));
        used.set(last);
        return last;
    }

    void free(int packetId) {
        used.clear(packetId);
    }
}
