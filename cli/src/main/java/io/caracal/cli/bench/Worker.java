package io.caracal.cli.bench;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.SingleWriterRecorder;

/** One event loop with the clients on it. All but the constructor and {@link #wake} belongs to its thread. */
final class Worker {
    final EventLoop loop;
    final Meter meter;
    final SingleWriterRecorder connects;
    final SingleWriterRecorder acknowledgements;
    final SingleWriterRecorder deliveries;

    private final Clock clock;
    private final List<Client> clients = new ArrayList<>();
    private final ArrayDeque<Publisher> awake = new ArrayDeque<>();
    private boolean scheduled;
    private long now;

    Worker(EventLoop loop, Clock clock, Meter meter) {
        this.loop = loop;
        this.clock = clock;
        this.meter = meter;
        connects = meter.connects.recorder();
        acknowledgements = meter.acknowledgements.recorder();
        deliveries = meter.deliveries.recorder();
        now = clock.now();
    }

    /** Reads the clock, once for all that was received together. */
    long mark() {
        now = clock.now();
        return now;
    }

    /** The time of the last {@link #mark}. */
    long now() {
        return now;
    }

    /** Keeps the connections alive, from the first one on. */
    void keepAlive(Client client, int seconds) {
        clients.add(client);
        if (clients.size() == 1 && seconds > 0) {
            long interval = TimeUnit.SECONDS.toMillis(seconds) / 2;
            var unused = loop.scheduleWithFixedDelay(this::ping, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    private void ping() {
        clients.removeIf(Client::gone);
        clients.forEach(Client::pingIfQuiet);
    }

    /** Lets a publisher send when all that has been received so far is dealt with. From any thread. */
    void wake(Publisher publisher) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> wake(publisher));
            return;
        }
        awake.add(publisher);
        if (!scheduled) {
            scheduled = true;
            // As a timer: a plain task that makes plain tasks would keep the loop from its sockets.
            var unused = loop.schedule(this::pump, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void pump() {
        scheduled = false;
        mark();
        for (int i = awake.size(); i > 0; i--) {
            awake.remove().awaken();
        }
    }
}
