package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be measured. */
enum Scenario {
    QOS0("50 pairs, QoS 0, 200 undelivered each"),
    QOS1("50 pairs, QoS 1, 200 undelivered and 100 unacknowledged each"),
    QOS2("50 pairs, QoS 2, 200 undelivered and 20 unacknowledged each"),
    FANOUT("1 publisher, 1000 subscribers, QoS 0, 10 undelivered"),
    FANIN("500 publishers, 1 subscriber with a wildcard, QoS 1, 20 undelivered and 10 unacknowledged each"),
    LATENCY("50 pairs, QoS 1, at a fixed rate, counted from the time a message ought to go"),
    CONNECT("clients with a wildcard filter each connect, then are checked"),
    RESUBSCRIBE("clients with 5 wildcard filters each vanish and come back, then are checked"),
    DURABLE("--pairs with sessions that stay, QoS 1, 200 undelivered and 100 unacknowledged each"),
    STEADY("latency with 50 subscribers whose sessions stay"),
    OFFLINE("publishers with --pairs whose sessions stay but who are away, QoS 1, 100 unacknowledged each"),
    ENQUEUE("--messages for each of --clients sessions that are away"),
    DRAIN("the --clients sessions of --run come back, and get what waits"),
    KEEP("retained messages are stored"),
    FETCH("the retained messages of --run are fetched with one wildcard"),
    RETAIN("retained messages are stored, then fetched with one wildcard"),
    CHANGE("pairs at a fixed rate while newcomers connect and the broker is changed by commands"),
    AUTHENTICATE("users come, get their CONNACK and go, as many at a time as --places says"),
    BESIDE("one pair, QoS 0, at a fixed rate, while users come and go");

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String description;

    Scenario(String description) {
        this.description = description;
    }

    static Scenario named(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.toString().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("unknown scenario " + name));
    }

    static String list() {
        return Arrays.stream(values())
                .map(scenario -> "  %-12s %s%n".formatted(scenario, scenario.description))
                .collect(Collectors.joining());
    }

    /** Runs it; what was measured goes to result. True if the broker kept its promises. */
    boolean measure(int id, Loop loop, Options options, Map<String, Object> result) throws IOException {
        return switch (this) {
            case QOS0 -> traffic(id, loop, new Traffic.Shape(50, 50, false, 0, 200, 1), 0, options, result);
            case QOS1 -> traffic(id, loop, new Traffic.Shape(50, 50, false, 1, 200, 100), 0, options, result);
            case QOS2 -> traffic(id, loop, new Traffic.Shape(50, 50, false, 2, 200, 20), 0, options, result);
            case FANOUT -> traffic(id, loop, new Traffic.Shape(1, 1000, false, 0, 10, 1), 0, options, result);
            case FANIN -> traffic(id, loop, new Traffic.Shape(500, 1, true, 1, 20, 10), 0, options, result);
            case LATENCY ->
                traffic(
                        id,
                        loop,
                        new Traffic.Shape(50, 50, false, 1, Integer.MAX_VALUE, 1000),
                        options.rate(),
                        options,
                        result);
            case DURABLE ->
                traffic(
                        id,
                        loop,
                        new Traffic.Shape(options.pairs(), options.pairs(), false, 1, 200, 100, true),
                        0,
                        options,
                        result);
            case STEADY ->
                traffic(
                        id,
                        loop,
                        new Traffic.Shape(50, 50, false, 1, Integer.MAX_VALUE, 1000, true),
                        options.rate(),
                        options,
                        result);
            case OFFLINE ->
                new Waiting(new Run(id, loop, options.credentials().orElse(null), options.pairs()), options)
                        .offline(result);
            case ENQUEUE ->
                new Waiting(new Run(id, loop, options.credentials().orElse(null), options.clients()), options)
                        .enqueue(result);
            case DRAIN ->
                new Waiting(new Run(id, loop, options.credentials().orElse(null), options.clients()), options)
                        .drain(result);
            case KEEP ->
                new Retained(new Run(id, loop, options.credentials().orElse(null), options.retained()), options)
                        .keep(result);
            case FETCH ->
                new Retained(new Run(id, loop, options.credentials().orElse(null), options.retained()), options)
                        .fetchKept(result);
            case CONNECT ->
                new Clients(new Run(id, loop, options.credentials().orElse(null), options.clients()), 1, options)
                        .measure(false, result);
            case RESUBSCRIBE ->
                new Clients(new Run(id, loop, options.credentials().orElse(null), options.clients()), 5, options)
                        .measure(true, result);
            case RETAIN ->
                new Retained(new Run(id, loop, options.credentials().orElse(null), options.retained()), options)
                        .measure(result);
            case CHANGE ->
                new Change(
                                new Run(id, loop, options.credentials().orElse(null), options.clients() / 2),
                                options,
                                result)
                        .measure();
            case AUTHENTICATE -> new Authentication(new Run(id, loop, null, 0), options).measure(result);
            case BESIDE ->
                new Beside(new Run(id, loop, options.credentials().orElse(null), 1), options).measure(result);
        };
    }

    private static boolean traffic(
            int id, Loop loop, Traffic.Shape shape, int rate, Options options, Map<String, Object> result)
            throws IOException {
        return new Traffic(
                        new Run(id, loop, options.credentials().orElse(null), shape.publishers()),
                        shape,
                        rate,
                        PATIENCE,
                        options)
                .measure(result);
    }

    /** Whether it stores something for another process, or fetches what another has stored: under {@link Options#run()}. */
    boolean goesOn() {
        return this == ENQUEUE || this == DRAIN || this == KEEP || this == FETCH;
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
