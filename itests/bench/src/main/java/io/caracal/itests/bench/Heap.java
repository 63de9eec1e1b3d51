package io.caracal.itests.bench;

import java.lang.management.ManagementFactory;

/** The heap of this process. */
public final class Heap {
    private Heap() {}

    /** Bytes in use after collections that find nothing more. */
    public static long used() {
        long before = Long.MAX_VALUE;
        long now = collect();
        while (now < before) {
            before = now;
            now = collect();
        }
        return now;
    }

    private static long collect() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
