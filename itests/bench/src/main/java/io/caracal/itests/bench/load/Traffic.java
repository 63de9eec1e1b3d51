package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Publishers and subscribers for a time: how many messages come through, and how late. */
final class Traffic {
    /**
     * Who sends to whom.
     *
     * @param publishers each with a topic of its own
     * @param subscribers each with the topic of one publisher, or with all
     * @param all whether every subscriber gets the messages of all publishers, by a wildcard
     * @param qos of messages and subscriptions
     * @param undelivered how many messages of a publisher may be on their way
     * @param window how many messages of a publisher may be unacknowledged
     * @param kept whether the subscribers have sessions that outlive their connections
     */
    record Shape(int publishers, int subscribers, boolean all, int qos, int undelivered, int window, boolean kept) {
        /** With sessions that end with the connection. */
        Shape(int publishers, int subscribers, boolean all, int qos, int undelivered, int window) {
            this(publishers, subscribers, all, qos, undelivered, window, false);
        }

        int fan() {
            return all ? subscribers : subscribers / publishers;
        }
    }

    private static final Duration CONNECTING = Duration.ofSeconds(60);
    private static final Duration DRAINING = Duration.ofSeconds(60);
    private static final Duration LATE = Duration.ofMillis(100);

    private final Run run;
    private final Shape shape;
    private final Options options;
    private final BrokerProcess broker;
    private final int rate;
    private final long patience;

    private long progress;
    private long progressed;
    private long stalls;
    private final Pace pace;

    /**
     * @param rate messages a second whatever the broker does; 0 for as many as the windows allow
     * @param patience how long nothing may come before what is missing counts as lost
     */
    Traffic(Run run, Shape shape, int rate, Duration patience, Options options) {
        this.run = run;
        this.shape = shape;
        this.rate = rate;
        this.pace = new Pace(run, Math.max(1, rate));
        this.patience = patience.toNanos();
        this.options = options;
        this.broker = new BrokerProcess(options.pid());
    }

    /** Runs it; true if the broker kept its promises. */
    boolean measure(Map<String, Object> result) throws IOException {
        result.put("publishers", shape.publishers);
        result.put("subscribers", shape.subscribers);
        result.put("qos", shape.qos);
        connect();
        if (run.faults.none(shape.qos)) {
            exchange(result);
        }
        run.faults.lost = run.missing();
        run.faults.unacknowledged = run.unacknowledged();
        run.faults.report(result);
        return run.faults.none(shape.qos);
    }

    private void connect() throws IOException {
        for (int i = 0; i < shape.subscribers; i++) {
            int from = shape.all ? 0 : i % shape.publishers;
            String filter = shape.all ? run.everything() : Wire.topic(run.id, from);
            run.subscribers.add(new Subscriber(
                    run,
                    options.version(i / shape.fan()),
                    Integer.toString(i),
                    List.of(filter),
                    shape.qos,
                    false,
                    from,
                    shape.all ? shape.publishers : 1));
        }
        if (shape.kept) {
            run.subscribers.forEach(subscriber -> subscriber.connection().keepSession());
        }
        var style = new Publisher.Style(shape.qos, false, false, shape.window, shape.undelivered, shape.fan());
        for (int i = 0; i < shape.publishers; i++) {
            run.publishers.add(new Publisher(run, options.version(i), style, i, 1, Long.MAX_VALUE));
        }
        run.loop.connect(run.subscribers.stream().map(Subscriber::connection).toList(), CONNECTING);
        run.loop.connect(run.publishers.stream().map(Publisher::connection).toList(), CONNECTING);
    }

    private void exchange(Map<String, Object> result) throws IOException {
        progressed = System.nanoTime();
        pace.start();
        run.loop.run(this::round, options.warmup(), rate > 0);

        run.latency.reset();
        pace.reset();
        long sent = run.sent();
        long delivered = run.delivered();
        double cpu = broker.cpuSeconds();
        double own = BrokerProcess.ownCpuSeconds();
        long start = System.nanoTime();
        run.loop.run(this::round, options.measured(), rate > 0);
        double seconds = (System.nanoTime() - start) / 1e9;

        result.put("seconds", seconds);
        result.put("sent", run.sent() - sent);
        result.put("delivered", run.delivered() - delivered);
        result.put("rate", Math.round((run.delivered() - delivered) / seconds));
        result.put("p50_us", run.latency.getValueAtPercentile(50) / 1e3);
        result.put("p99_us", run.latency.getValueAtPercentile(99) / 1e3);
        result.put("p999_us", run.latency.getValueAtPercentile(99.9) / 1e3);
        if (rate > 0) {
            result.put("send_lag_us", pace.latest() / 1e3);
        }
        result.put("load_busy", (BrokerProcess.ownCpuSeconds() - own) / seconds);
        broker.report(result, cpu, run.delivered() - delivered);
        drain();
        result.put("stalls", stalls);
    }

    /** Sends, and sees whether anything comes; true when nothing is to be expected any more. */
    private boolean round() {
        if (rate > 0) {
            pace.sendWhatIsDue();
        } else {
            run.pump();
            if (stalled()) {
                stalls++;
                run.publishers.forEach(Publisher::resetWindow);
            }
        }
        return run.faults.dropped > 0;
    }

    private boolean stalled() {
        long now = System.nanoTime();
        if (run.progress() != progress) {
            progress = run.progress();
            progressed = now;
        } else if (now - progressed > patience) {
            progressed = now;
            return true;
        }
        return false;
    }

    private void drain() throws IOException {
        run.publishers.forEach(Publisher::stop);
        progressed = System.nanoTime();
        run.loop.run(() -> run.complete() || stalled() || run.faults.dropped > 0, DRAINING, false);
        run.loop.run(() -> false, LATE, false); // what should not come
    }
}
