package io.caracal.core;

import io.caracal.core.limits.ClientRate;
import io.caracal.mqtt.ReasonCode;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one client to its rates by reading less: what it sends too fast stays in the system's buffers until TCP slows it down. Only
 * connections with limits have one. On the connection's loop.
 */
final class Throttle {
    private final Connection connection;
    private ClientRate rate;
    private @Nullable Future<?> waiting;

    Throttle(Connection connection, ClientRate rate) {
        this.connection = connection;
        this.rate = rate;
    }

    /** Goes by other rates from now on. */
    void follow(ClientRate other) {
        rate = other;
        release();
    }

    /** Bytes have been read. */
    void bytes(int count) {
        long now = System.nanoTime();
        rate.bytes(count, now);
        check(now);
    }

    /** A message has been published. */
    void message() {
        long now = System.nanoTime();
        rate.messages(1, now);
        check(now);
    }

    private void check(long now) {
        if (waiting != null || !connection.connected()) {
            return; // before CONNACK the connection may be on its way to another loop; what came counts nevertheless
        }
        if (rate.exceeded(now)) {
            connection.loop().counters.count(Counter.CLIENT_RATE_EXCEEDED);
            connection.leave(ReasonCode.MESSAGE_RATE_TOO_HIGH, "messages come faster than the rate that is allowed");
            return;
        }
        long delay = rate.delay(now);
        if (delay > 0) {
            connection.loop().counters.count(Counter.CLIENT_RATE_EXCEEDED);
            connection.hold();
            goOnIn(delay);
        }
    }

    private void goOnIn(long nanos) {
        waiting = connection.loop().eventLoop.schedule(this::timePassed, nanos, TimeUnit.NANOSECONDS);
    }

    private void timePassed() {
        long delay = rate.delay(System.nanoTime());
        if (delay > 0 && connection.connected()) {
            goOnIn(delay); // others have used up what they share with this one
        } else {
            waiting = null;
            connection.goOn();
        }
    }

    /** Lets the client go on at once. */
    void release() {
        Future<?> timer = waiting;
        if (timer != null && timer.cancel(false)) {
            waiting = null;
            connection.goOn();
        }
    }

    /** The connection is closed. */
    void end() {
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }
}
