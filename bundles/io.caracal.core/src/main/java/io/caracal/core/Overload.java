package io.caracal.core;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what waits in queues and buffers, and how late the event loops are, and says what the broker refuses meanwhile. Looked at
 * by the first loop; any thread reads the level.
 */
final class Overload {
    /** The alarm's name. */
    static final String ALARM = "overload_protection";

    private static final Logger LOG = LoggerFactory.getLogger(Overload.class);

    /** Percent of the ceiling that what waits must fall below a level before the level ends. */
    private static final int CALM = 10;

    /** Percent of the heap in use after a collection, with which nobody new is let in. */
    private static final int HEAP = 85;

    /** Ticks between two looks at the heap. */
    private static final int HEAP_EVERY = 10;

    private final Broker broker;
    private final BrokerAlarms alarms;
    private final Gauges gauges;
    private volatile OverloadSettings settings = OverloadSettings.STANDARD;
    private volatile OverloadLevel level = OverloadLevel.NONE;
    private volatile long ceiling = ceiling(settings);
    private int ticks;
    private int heapPercent;

    /**
     * Where is read what it takes to judge, beside what waits.
     *
     * @param delayMillis how late a loop is on average, by what it counts
     * @param heapPercent of the heap in use after a collection
     */
    record Gauges(ToLongFunction<LoopCounters> delayMillis, IntSupplier heapPercent) {
        /** Those of this JVM. */
        static Gauges measured() {
            return new Gauges(LoopCounters::delayMillis, new HeapUse()::percentAfterCollection);
        }
    }

    Overload(Broker broker, BrokerAlarms alarms, Gauges gauges) {
        this.broker = broker;
        this.alarms = alarms;
        this.gauges = gauges;
    }

    /** From any thread. */
    void follow(OverloadSettings changed) {
        settings = changed;
        ceiling = ceiling(changed);
    }

    private static long ceiling(OverloadSettings settings) {
        return settings.maxMemory()
                .map(size -> Math.max(1, size.value()))
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 2);
    }

    OverloadSettings settings() {
        return settings;
    }

    /** What is refused now. */
    OverloadLevel level() {
        return level;
    }

    /** How many bytes may wait. */
    long ceiling() {
        return ceiling;
    }

    /** Looks anew; on the first loop, every tick. */
    void look() {
        long waiting = 0;
        long delay = 0;
        for (BrokerLoop each : broker.loops()) {
            waiting += each.counters.queuedBytes() + each.counters.bufferedBytes();
            delay = Math.max(delay, gauges.delayMillis.applyAsLong(each.counters));
        }
        if (ticks++ % HEAP_EVERY == 0) {
            heapPercent = gauges.heapPercent.getAsInt();
        }
        OverloadSettings current = settings;
        become(current.enable() ? wanted(current, waiting, delay) : OverloadLevel.NONE, waiting, delay);
    }

    private OverloadLevel wanted(OverloadSettings current, long waiting, long delay) {
        long percent = (long) (100.0 * waiting / ceiling);
        OverloadLevel byMemory = OverloadLevel.of(percent);
        if (byMemory.compareTo(level) < 0) {
            // It must have become much better, so that the level does not go up and down all the time.
            byMemory = OverloadLevel.of(percent + CALM).min(level);
        }
        long limit = current.maxLoopDelay().toMillis();
        boolean late = delay >= (level == OverloadLevel.NONE ? limit : limit / 2);
        boolean full = heapPercent >= HEAP;
        return late || full ? byMemory.max(OverloadLevel.NO_CONNECTIONS) : byMemory;
    }

    private void become(OverloadLevel next, long waiting, long delay) {
        OverloadLevel before = level;
        if (next == before) {
            return;
        }
        level = next;
        Map<String, Object> details = new TreeMap<>(Map.of(
                "level", next.key(),
                "waiting_bytes", waiting,
                "max_memory", ceiling,
                "loop_delay_ms", delay,
                "heap_percent", heapPercent));
        if (next == OverloadLevel.NONE) {
            LOG.info("overload=none what waits takes {} bytes of {}; nothing is refused any more", waiting, ceiling);
            alarms.deactivate(ALARM);
        } else {
            String message = next.refusal() + ": what waits in queues and buffers takes " + waiting + " of " + ceiling
                    + " bytes, the event loops are " + delay + " ms late, " + heapPercent
                    + " % of the heap are in use after a collection";
            LOG.warn("overload={} {}", next.key(), message);
            alarms.activate(ALARM, message, details);
        }
    }
}
