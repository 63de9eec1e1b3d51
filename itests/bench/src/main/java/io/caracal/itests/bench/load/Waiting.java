package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Messages of QoS 1 for sessions whose clients are away: how fast they are acknowledged, and how fast they go out when the clients come back. */
final class Waiting {
    private static final int QOS = 1;
    private static final int WINDOW = 100;
    private static final int MOST_PUBLISHERS = 50;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Run run;
    private final Options options;
    private final BrokerProcess broker;

    Waiting(Run run, Options options) {
        this.run = run;
        this.options = options;
        this.broker = new BrokerProcess(options.pid());
    }

    /** As many as the broker acknowledges in a time; afterwards the sessions end. */
    boolean offline(Map<String, Object> result) throws IOException {
        int pairs = options.pairs();
        result.put("publishers", pairs);
        subscribeAndVanish(pairs);
        if (run.faults.none(QOS)) {
            publishers(pairs, pairs, Long.MAX_VALUE);
            run.loop.run(this::round, options.warmup(), false);
            long before = run.progress();
            double cpu = broker.cpuSeconds();
            long start = System.nanoTime();
            run.loop.run(this::round, options.measured(), false);
            double seconds = (System.nanoTime() - start) / 1e9;
            long acknowledged = run.progress() - before;
            result.put("seconds", seconds);
            result.put("rate", Math.round(acknowledged / seconds));
            broker.report(result, cpu, acknowledged);
            run.publishers.forEach(Publisher::stop);
            run.loop.run(this::finished, LIMIT, false);
            forget(pairs);
        }
        return ended(result);
    }

    /** A fixed number for each session; they stay. */
    boolean enqueue(Map<String, Object> result) throws IOException {
        int sessions = options.clients();
        long all = (long) sessions * options.messages();
        result.put("sessions", sessions);
        result.put("messages", all);
        subscribeAndVanish(sessions);
        if (run.faults.none(QOS)) {
            long before = broker.residentBytes();
            publishers(Math.min(MOST_PUBLISHERS, sessions), sessions, options.messages());
            double cpu = broker.cpuSeconds();
            double seconds = timed(() -> round() || finished());
            result.put("seconds", seconds);
            result.put("rate", Math.round(all / seconds));
            broker.report(result, cpu, all);
            result.put("rss_per_message", (broker.residentBytes() - before) / all);
        }
        return ended(result);
    }

    /** All come back at once and get what another process has stored for them. */
    boolean drain(Map<String, Object> result) throws IOException {
        int sessions = options.clients();
        long all = (long) sessions * options.messages();
        result.put("sessions", sessions);
        result.put("messages", all);
        for (int i = 0; i < sessions; i++) {
            run.source(i).sent = options.messages();
            run.subscribers.add(subscriber(i, List.of()));
        }
        double cpu = broker.cpuSeconds();
        long start = System.nanoTime();
        run.loop.connect(run.subscribers.stream().map(Subscriber::connection).toList(), LIMIT);
        run.loop.run(() -> run.delivered() >= all || run.faults.dropped > 0, LIMIT, false);
        double seconds = (System.nanoTime() - start) / 1e9;
        result.put("seconds", seconds);
        result.put("rate", Math.round(run.delivered() / seconds));
        broker.report(result, cpu, run.delivered());
        run.faults.lost = run.missing();
        return ended(result);
    }

    private void subscribeAndVanish(int sessions) throws IOException {
        for (int i = 0; i < sessions; i++) {
            run.subscribers.add(subscriber(i, List.of(Wire.topic(run.id, i))));
        }
        connect(run.subscribers.stream().map(Subscriber::connection).toList());
        run.subscribers.forEach(subscriber -> subscriber.connection().close());
        run.subscribers.clear();
    }

    private Subscriber subscriber(int number, List<String> filters) {
        Subscriber subscriber =
                new Subscriber(run, options.version(number), Integer.toString(number), filters, QOS, false, number, 1);
        subscriber.connection().keepSession();
        return subscriber;
    }

    /** Comes with a clean session, so that the broker forgets what waits. */
    private void forget(int sessions) throws IOException {
        List<Connection> connections = IntStream.range(0, sessions)
                .mapToObj(i -> new Subscriber(run, options.version(i), Integer.toString(i), List.of(), QOS, false, i, 1)
                        .connection())
                .toList();
        connect(connections);
        connections.forEach(Connection::close);
    }

    private void connect(List<Connection> connections) throws IOException {
        run.loop.connect(connections, LIMIT);
    }

    /** Each sends to its share of the topics in turn. */
    private void publishers(int count, int topics, long messagesEach) throws IOException {
        var style = new Publisher.Style(QOS, false, false, WINDOW, Long.MAX_VALUE / 2, 1);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) topics * i / count);
            int to = (int) ((long) topics * (i + 1) / count);
            long most = messagesEach == Long.MAX_VALUE ? messagesEach : messagesEach * (to - from);
            run.publishers.add(new Publisher(run, options.version(i), style, from, to - from, most));
        }
        connect(run.publishers.stream().map(Publisher::connection).toList());
    }

    private boolean round() {
        run.pump();
        return run.faults.dropped > 0;
    }

    private boolean finished() {
        return run.publishers.stream().allMatch(Publisher::finished) || run.faults.dropped > 0;
    }

    private double timed(BooleanSupplier done) throws IOException {
        long start = System.nanoTime();
        run.loop.run(done, LIMIT, false);
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean ended(Map<String, Object> result) {
        run.faults.unacknowledged = run.unacknowledged();
        run.faults.report(result);
        return run.faults.none(QOS);
    }
}
