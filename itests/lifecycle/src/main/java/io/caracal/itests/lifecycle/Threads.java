package io.caracal.itests.lifecycle;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The threads of this process, counted by name without the digits that number them. */
final class Threads {
    private Threads() {}

    static Map<String, Long> counted() {
        return new TreeMap<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !carriesVirtualThreads(thread))
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("\\d+", "#"), Collectors.counting())));
    }

    /** Those that there are more of now than then; empty if none is left behind. */
    static Map<String, Long> moreThan(Map<String, Long> then) {
        Map<String, Long> now = counted();
        now.entrySet().removeIf(entry -> entry.getValue() <= then.getOrDefault(entry.getKey(), 0L));
        return now;
    }

    /** The JVM's own: it keeps them for half a minute each, whoever used them. What they hold of a bundle shows in its class loader. */
    private static boolean carriesVirtualThreads(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
    }
}
