package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Retained messages of many topics: stored, then fetched by one wildcard, then cleared. */
final class Retained {
    private static final int PUBLISHERS = 10;
    private static final int WINDOW = 100;
    private static final int QOS = 1;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration FETCHING = Duration.ofMinutes(2);

    private final Run run;
    private final Options options;
    private final BrokerProcess broker;

    Retained(Run run, Options options) {
        this.run = run;
        this.options = options;
        this.broker = new BrokerProcess(options.pid());
    }

    /** Runs it; true if everything that was stored came, once. */
    boolean measure(Map<String, Object> result) throws IOException {
        store(result);
        if (run.faults.none(QOS)) {
            fetch(result);
            run.faults.lost = run.missing();
            publish(true);
        }
        return ended(result);
    }

    /** Only stores them. */
    boolean keep(Map<String, Object> result) throws IOException {
        store(result);
        return ended(result);
    }

    /** Only fetches what another process has stored under the same number of the run. */
    boolean fetchKept(Map<String, Object> result) throws IOException {
        result.put("topics", options.retained());
        for (int topic = 0; topic < options.retained(); topic++) {
            run.source(topic).sent = 1;
        }
        double cpu = broker.cpuSeconds();
        fetch(result);
        broker.report(result, cpu, options.retained());
        run.faults.lost = run.missing();
        return ended(result);
    }

    private void store(Map<String, Object> result) throws IOException {
        int topics = options.retained();
        result.put("topics", topics);
        double cpu = broker.cpuSeconds();
        double seconds = publish(false);
        result.put("store_seconds", seconds);
        result.put("store_rate", Math.round(topics / seconds));
        broker.report(result, cpu, topics);
    }

    private boolean ended(Map<String, Object> result) {
        run.faults.unacknowledged = run.unacknowledged();
        run.faults.report(result);
        return run.faults.none(QOS);
    }

    private double publish(boolean clear) throws IOException {
        int publishers = Math.min(PUBLISHERS, options.retained());
        run.publishers.clear();
        var style = new Publisher.Style(QOS, true, clear, WINDOW, Integer.MAX_VALUE, 1);
        for (int i = 0; i < publishers; i++) {
            int from = (int) ((long) options.retained() * i / publishers);
            int to = (int) ((long) options.retained() * (i + 1) / publishers);
            run.publishers.add(new Publisher(run, options.version(i), style, from, to - from, to - from));
        }
        run.loop.connect(run.publishers.stream().map(Publisher::connection).toList(), LIMIT);
        long start = System.nanoTime();
        run.loop.run(
                () -> {
                    run.pump();
                    return run.publishers.stream().allMatch(Publisher::finished) || run.faults.dropped > 0;
                },
                LIMIT,
                false);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (run.unacknowledged() == 0) {
            run.publishers.forEach(publisher -> publisher.connection().close());
        }
        return seconds;
    }

    private void fetch(Map<String, Object> result) throws IOException {
        Subscriber all = new Subscriber(
                run, options.version(0), "all", List.of(run.everything()), QOS, true, 0, options.retained());
        run.subscribers.add(all);
        long start = System.nanoTime();
        run.loop.connect(List.of(all.connection()), LIMIT);
        run.loop.run(() -> run.delivered() >= options.retained() || run.faults.dropped > 0, FETCHING, false);
        double seconds = (System.nanoTime() - start) / 1e9;
        all.connection().close();
        result.put("seconds", seconds);
        result.put("rate", Math.round(run.delivered() / seconds));
    }
}
