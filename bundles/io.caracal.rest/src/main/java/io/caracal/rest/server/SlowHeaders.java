package io.caracal.rest.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose request line and headers trickle in. The idle time-out does not catch them, because each byte begins it anew.
 */
final class SlowHeaders extends AbstractLifeCycle {
    private static final byte[] ANSWER =
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Connector connector;
    private final long limit;
    private final long interval;
    private volatile Scheduler.@Nullable Task next;

    SlowHeaders(Connector connector, Duration limit) {
        this.connector = connector;
        this.limit = limit.toNanos();
        this.interval = Math.clamp(limit.toMillis() / 4, 50, 1000);
    }

    @Override
    protected void doStart() {
        plan();
    }

    @Override
    protected void doStop() {
        Scheduler.Task planned = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void plan() {
        next = connector.getScheduler().schedule(this::look, interval, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection http && late(http.getParser())) {
                endPoint.write(Callback.from(endPoint::close), ByteBuffer.wrap(ANSWER));
            }
        }
        if (isRunning()) {
            plan();
        }
    }

    private boolean late(HttpParser parser) {
        return parser.inHeaderState() && !parser.isStart() && System.nanoTime() - parser.getBeginNanoTime() > limit;
    }
}
