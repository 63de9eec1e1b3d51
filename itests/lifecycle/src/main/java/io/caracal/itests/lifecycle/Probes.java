package io.caracal.itests.lifecycle;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks without a pause whether the bundle works and whether anything happens that must not. */
final class Probes implements AutoCloseable {
    private final InetSocketAddress broker;
    private final Usage usage;
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger worked = new AtomicInteger();
    private final AtomicBoolean end = new AtomicBoolean();
    /** Odd while the bundle must work; counted up at each change, so that a probe that spans one is not judged. */
    private final AtomicInteger phase = new AtomicInteger();

    private final Thread thread = new Thread(this::run, "probes");

    Probes(InetSocketAddress broker, Usage usage) {
        this.broker = broker;
        this.usage = usage;
        thread.start();
    }

    private void run() {
        try {
            while (!end.get()) {
                int before = phase.get();
                if (usage.works(broker)) {
                    worked.incrementAndGet();
                } else if (before % 2 == 1 && before == phase.get()) {
                    violations.add("did not work while installed, probe " + asked);
                }
                if (usage.harms(broker)) {
                    violations.add("did what it must not, probe " + asked);
                }
                asked.incrementAndGet();
            }
        } catch (RuntimeException e) {
            violations.add("probe " + asked + ": " + e);
        }
    }

    /** From now on it has to work without a gap. */
    void installed() {
        phase.incrementAndGet();
    }

    /** From now on it may stop working. */
    void leaving() {
        phase.incrementAndGet();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    int asked() {
        return asked.get();
    }

    int worked() {
        return worked.get();
    }

    @Override
    public void close() throws InterruptedException {
        end.set(true);
        thread.join();
    }
}
