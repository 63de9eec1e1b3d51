package io.caracal.core;

import java.time.Duration;

/** What waits on one loop, and how late the loop is. On the loop only. */
final class LoopLoad {
    /** Ticks between two looks at those who are slow. */
    private static final int LOOK_EVERY = 5;

    final QueuedBytes queued = new QueuedBytes();
    final Laggards laggards = new Laggards();
    final HalfSent halfSent = new HalfSent();
    final HeldPublishers publishers = new HeldPublishers();
    private final BrokerLoop loop;
    private long lastTick;
    private long delayMillis;
    private int ticks;

    LoopLoad(BrokerLoop loop) {
        this.loop = loop;
    }

    /** Every {@link TimerWheel#TICK_MILLIS}, or later if the loop has much to do. */
    void tick(long now) {
        long late = lastTick == 0 ? 0 : Math.max(0, now - lastTick - 2 * TimerWheel.TICK_MILLIS);
        lastTick = now;
        delayMillis = (3 * delayMillis + late) / 4;
        Overload overload = loop.broker.overload();
        if (ticks++ % LOOK_EVERY == 0) {
            laggards.look(now, overload.settings().stalledTimeout().map(Duration::toMillis));
            halfSent.look(now);
        }
        loop.counters.load(
                queued.bytes(), laggards.bytes() + halfSent.bytes(), laggards.count(), publishers.count(), delayMillis);
        if (loop.index() == 0) {
            overload.look();
        }
        publishers.look(overload.level().holdsPublishers(), now);
    }

    /** The connection has gone, or goes to another loop. */
    void left(Connection connection) {
        laggards.remove(connection);
        halfSent.remove(connection);
    }
}
