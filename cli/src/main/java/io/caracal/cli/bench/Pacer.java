package io.caracal.cli.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tells the publishers of one worker when their messages are due, in turn, whatever the broker does. */
final class Pacer implements Runnable {
    /** So long before a message is due the loop no longer sleeps, for it would wake up late. */
    private static final long AWAKE_BEFORE = TimeUnit.MICROSECONDS.toNanos(250);

    private final Worker worker;
    private final Schedule schedule;
    private final List<Publisher> publishers;
    private long next;
    private volatile boolean ended;

    Pacer(Worker worker, Schedule schedule, List<Publisher> publishers) {
        this.worker = worker;
        this.schedule = schedule;
        this.publishers = publishers;
    }

    /** The time of message number {@code turn} of the publisher with that place. */
    long due(int place, long turn) {
        return schedule.due(turn * publishers.size() + place);
    }

    /** No more messages are due. From any thread. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        if (ended) {
            return;
        }
        long now = worker.mark();
        long due = schedule.due(next);
        if (due <= now) {
            worker.meter.late.accumulateAndGet(now - due, Math::max);
        }
        while (due <= now) {
            publishers.get((int) (next % publishers.size())).owe();
            due = schedule.due(++next);
        }
        var unused = worker.loop.schedule(this, Math.max(0, due - now - AWAKE_BEFORE), TimeUnit.NANOSECONDS);
    }
}
