package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a pair that is connected notices while others come and go: the time that its messages of QoS 0 take, at a fixed rate. */
final class Beside {
    private static final Duration CONNECTING = Duration.ofSeconds(30);
    private static final Duration DRAINING = Duration.ofSeconds(5);
    private static final Duration LEAVING = Duration.ofSeconds(20);

    private final Run run;
    private final Options options;
    private final Visitors visitors;
    private final Pace pace;

    Beside(Run run, Options options) {
        this.run = run;
        this.options = options;
        this.pace = new Pace(run, options.rate());
        this.visitors = new Visitors(run, options.users(), options.version(0), options.places(), options.pause());
    }

    /** Runs it; true if the pair stayed connected and lost nothing, whatever became of the others. */
    boolean measure(Map<String, Object> result) throws IOException {
        result.put("messages_per_s", options.rate());
        result.put("places", options.places());
        connect();
        if (run.faults.none(0)) {
            for (Change.Step step : options.changes()) {
                command(step.command());
            }
            exchange(result);
        }
        run.faults.lost = run.missing();
        run.faults.report(result);
        return run.faults.none(0) && run.faults.lost == 0;
    }

    private void connect() throws IOException {
        var style = new Publisher.Style(0, false, false, 1, Integer.MAX_VALUE, 1);
        Subscriber subscriber =
                new Subscriber(run, options.version(0), "0", List.of(Wire.topic(run.id, 0)), 0, false, 0, 1);
        Publisher publisher = new Publisher(run, options.version(0), style, 0, 1, Long.MAX_VALUE);
        run.subscribers.add(subscriber);
        run.publishers.add(publisher);
        run.loop.connect(List.of(subscriber.connection(), publisher.connection()), CONNECTING);
    }

    private void exchange(Map<String, Object> result) throws IOException {
        pace.start();
        run.loop.run(this::round, options.warmup(), true);
        run.latency.reset();
        pace.reset();
        visitors.reset();
        long start = System.nanoTime();
        run.loop.run(this::round, options.measured(), true);
        double seconds = (System.nanoTime() - start) / 1e9;
        run.publishers.forEach(Publisher::stop);
        visitors.stop();
        // Those that are due and have not come are the latest of all, and belong to what is told.
        run.loop.run(() -> run.complete() || run.faults.dropped > 0, DRAINING, true);

        result.put("seconds", seconds);
        result.put("delivered", run.latency.getTotalCount());
        result.put("p50_us", run.latency.getValueAtPercentile(50) / 1e3);
        result.put("p99_us", run.latency.getValueAtPercentile(99) / 1e3);
        result.put("max_us", run.latency.getMaxValue() / 1e3);
        result.put("send_lag_us", pace.latest() / 1e3);
        visitors.report(result, seconds);
        run.loop.run(this::left, LEAVING, false);
    }

    private boolean round() {
        pace.sendWhatIsDue();
        visitors.round();
        return run.faults.dropped > 0;
    }

    private boolean left() {
        visitors.round();
        return visitors.empty();
    }

    private static void command(String command) throws IOException {
        try {
            int code =
                    new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalArgumentException(command + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
