package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Many clients with wildcard filters of their own: how fast they come, or come back after all vanished at once. */
final class Clients {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CHECKED = 500;
    private static final int QOS = 1;

    private final Run run;
    private final Options options;
    private final BrokerProcess broker;
    private final int filters;

    /** @param filters of each client */
    Clients(Run run, int filters, Options options) {
        this.run = run;
        this.filters = filters;
        this.options = options;
        this.broker = new BrokerProcess(options.pid());
    }

    /** Runs it; true if all came and messages reached those whom they were for. */
    boolean measure(boolean again, Map<String, Object> result) throws IOException {
        result.put("clients", options.clients());
        result.put("filters", filters);
        long before = broker.residentBytes();
        Duration took = connect(result, again ? "" : "broker_cpu_s");
        if (again && run.faults.none(QOS)) {
            run.subscribers.forEach(subscriber -> subscriber.connection().close());
            run.subscribers.clear();
            took = connect(result, "broker_cpu_s");
        }
        double seconds = took.toNanos() / 1e9;
        result.put("seconds", seconds);
        result.put("rate", Math.round(options.clients() / seconds));
        long after = broker.residentBytes();
        if (after > 0) {
            result.put("broker_rss", after);
            result.put("rss_per_client", (after - before) / options.clients());
        }
        if (run.faults.none(QOS)) {
            check();
        }
        run.faults.lost = run.missing();
        run.faults.unacknowledged = run.unacknowledged();
        run.faults.report(result);
        return run.faults.none(QOS);
    }

    private Duration connect(Map<String, Object> result, String cpu) throws IOException {
        double used = broker.cpuSeconds();
        for (int i = 0; i < options.clients(); i++) {
            run.subscribers.add(
                    new Subscriber(run, options.version(i), Integer.toString(i), filters(i), QOS, false, i, 1));
        }
        long start = System.nanoTime();
        run.loop.connect(run.subscribers.stream().map(Subscriber::connection).toList(), LIMIT);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (!cpu.isEmpty() && options.pid() != 0) {
            result.put(cpu, broker.cpuSeconds() - used);
        }
        return took;
    }

    /** The first matches the client's topic; the others are there to be kept. */
    private List<String> filters(int client) {
        String topic = Wire.topic(run.id, client);
        List<String> all = new ArrayList<>();
        all.add(topic + "/#");
        for (int i = 1; i < filters; i++) {
            all.add(topic + "/+/" + i);
        }
        return all;
    }

    /** One message each to clients all over the range; each must reach its client, and nobody else. */
    private void check() throws IOException {
        int step = Math.max(1, options.clients() / CHECKED);
        var style = new Publisher.Style(QOS, false, false, 1, 1, 1);
        List<Publisher> checking = IntStream.iterate(0, n -> n < options.clients(), n -> n + step)
                .mapToObj(n -> new Publisher(run, options.version(n), style, n, 1, 1))
                .toList();
        run.publishers.addAll(checking);
        run.loop.connect(checking.stream().map(Publisher::connection).toList(), LIMIT);
        run.loop.run(
                () -> {
                    run.pump();
                    return checking.stream().allMatch(Publisher::finished) && run.complete();
                },
                Duration.ofSeconds(10),
                false);
    }
}
