package io.caracal.store.log.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/** Buffers for what waits to be written. Under the lock of the journal. */
final class ChunkPool {
    static final int CHUNK = 1 << 18;
    private static final int KEPT = 32;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    /** A buffer for at least one record of a size. One that is larger than usual is on the heap and not kept. */
    ByteBuffer take(int size) {
        if (size > CHUNK) {
            return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer known = free.pollLast();
        return known == null ? ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN) : known;
    }

    void giveBack(ByteBuffer chunk) {
        if (chunk.isDirect() && free.size() < KEPT) {
            free.addLast(chunk.clear());
        }
    }
}
