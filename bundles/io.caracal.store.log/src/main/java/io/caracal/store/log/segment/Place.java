package io.caracal.store.log.segment;

/** Where a record begins, as one number: the segment in the upper bits, the position there, by eight bytes, in the lower 27. */
public final class Place {
    /** No place. */
    public static final long NONE = 0;

    private static final int BITS = 27;
    private static final int SHIFT = 3;

    private Place() {}

    public static long of(long segment, long position) {
        return segment << BITS | position >>> SHIFT;
    }

    public static long segment(long place) {
        return place >>> BITS;
    }

    public static long position(long place) {
        return (place & (1L << BITS) - 1) << SHIFT;
    }
}
