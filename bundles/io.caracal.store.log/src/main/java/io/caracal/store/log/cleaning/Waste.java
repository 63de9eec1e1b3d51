package io.caracal.store.log.cleaning;

import io.caracal.store.log.segment.Segments;

/** Says when the files hold so much that nothing refers to that it is worth moving the rest. */
final class Waste {
    private static final int SPARE_SEGMENTS = 4;
    private static final int FEW_SEGMENTS = 16;

    private final long segmentSize;

    Waste(long segmentSize) {
        this.segmentSize = segmentSize;
    }

    /**
     * Once around the log, at most as much is moved as goes. A full store is cleaned for less; many short segments, one of each start, become few.
     *
     * @param full whether nothing new is taken for want of room
     */
    boolean isTooMuch(Segments segments, boolean full) {
        long bytes = segments.bytes();
        long live = segments.liveBytes();
        int count = segments.count();
        return bytes > 2 * live + SPARE_SEGMENTS * segmentSize
                || count > FEW_SEGMENTS && count > 2 * (bytes / segmentSize) + FEW_SEGMENTS / 2
                || full && bytes - live > Math.max(2 * segmentSize, bytes / 20);
    }
}
