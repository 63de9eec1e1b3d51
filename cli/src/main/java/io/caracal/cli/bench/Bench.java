package io.caracal.cli.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The runs of {@code caracal bench}. Each blocks until it is over, and tells how it goes meanwhile. */
public final class Bench {
    /** Nothing comes for so long: what is missing is lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final PrintStream progress;
    private final Duration every;

    /**
     * @param progress gets a line each time
     * @param every how often; zero for never
     */
    public Bench(Fleet fleet, PrintStream progress, Duration every) {
        this.fleet = fleet;
        this.progress = progress;
        this.every = every;
    }

    /** Clients connect and stay for that time. */
    public Report connect(int count, int first, Duration stay) {
        return run(count, (rig, monitor) -> {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                clients.add(rig.client(rig.worker(i), "c", first + i, List.of(), 0, Role.IDLE));
            }
            double seconds = connect(rig, clients);
            var unused = monitor.until(() -> false, stay);
            return () -> connections(report("conn", rig), rig.meter(), count, seconds);
        });
    }

    /** Publishers publish, until the time is up or all is sent. */
    public Report publish(int count, int first, Style style, Duration time) {
        return run(count, (rig, monitor) -> {
            Meter meter = rig.meter();
            Publishers publishers = new Publishers(rig, style, count, first, _ -> 0);
            double seconds = connect(rig, publishers.clients());
            Sample begin = Sample.of(meter);
            publishers.start();
            var unused = monitor.until(publishers::finished, time);
            publishers.stop();
            Sample end = Sample.of(meter);
            drain(monitor, meter, publishers::finished);
            return () -> {
                Report report = connections(report("pub", rig), meter, count, seconds);
                sent(report, meter, style, begin, end);
                return report;
            };
        });
    }

    /** Subscribers receive, until the time is up or that many messages have come. */
    public Report subscribe(int count, int first, String filter, int qos, long messages, Duration time) {
        return run(count, (rig, monitor) -> {
            Meter meter = rig.meter();
            Subscribers subscribers = new Subscribers(rig, filter, qos, count, first, false, _ -> {});
            double seconds = connect(rig, subscribers.clients());
            Sample begin = Sample.of(meter);
            var unused = monitor.until(() -> meter.received.sum() + meter.foreign.sum() >= messages, time);
            Sample end = Sample.of(meter);
            return () -> {
                Report report = connections(report("sub", rig), meter, count, seconds);
                received(report, meter, qos, begin, end);
                return report.fault("lost", subscribers.gaps()).times("delivery_ms", meter.deliveries.total());
            };
        });
    }

    /**
     * Publishers publish to subscribers, until the time is up or all is sent.
     *
     * @param filter of the subscribers, with {@code %i} and {@code %c}
     * @param warmup how long before times and rates are taken; losses count from the start
     */
    public Report through(
            int publishing, int subscribing, int first, Style style, String filter, Duration warmup, Duration time) {
        return run(publishing + subscribing, (rig, monitor) -> {
            Meter meter = rig.meter();
            List<Publishers> receivers = new ArrayList<>();
            Subscribers subscribers =
                    new Subscribers(rig, filter, style.qos(), subscribing, first, true, origin -> receivers
                            .getFirst()
                            .delivered(origin));
            Audience audience = new Audience(subscribers.filters());
            Publishers publishers = new Publishers(rig, style, publishing, first, audience::of);
            receivers.add(publishers);
            List<Client> clients = new ArrayList<>(subscribers.clients());
            clients.addAll(publishers.clients());
            double seconds = connect(rig, clients);
            publishers.start();
            var warm = monitor.until(publishers::finished, warmup);
            if (!warm && !warmup.isZero()) {
                meter.deliveries.reset();
                meter.acknowledgements.reset();
                meter.late.set(0);
            }
            Sample begin = Sample.of(meter);
            var unused = monitor.until(publishers::finished, time);
            publishers.stop();
            Sample end = Sample.of(meter);
            drain(monitor, meter, () -> publishers.finished() && meter.received.sum() >= meter.expected.sum());
            return () -> {
                Report report = connections(report("pubsub", rig), meter, publishing + subscribing, seconds);
                sent(report, meter, style, begin, end);
                received(report, meter, style.qos(), begin, end);
                return report.put("expected", meter.expected.sum())
                        .fault("lost", Math.max(0, meter.expected.sum() - meter.received.sum()))
                        .times("delivery_ms", meter.deliveries.total());
            };
        });
    }

    /** A run up to where all is at rest; returns what makes the report then. */
    private interface Course {
        Supplier<Report> run(Rig rig, Monitor monitor);
    }

    private Report run(int clients, Course course) {
        OpenFiles.check(clients);
        Meter meter = new Meter();
        try (Interruption interruption = new Interruption()) {
            Monitor monitor = new Monitor(meter, progress, every, interruption::stopped);
            Supplier<Report> result;
            try (Rig rig = new Rig(fleet, meter, monitor)) {
                result = course.run(rig, monitor);
            }
            meter.problems().forEach(monitor::say);
            Report report = result.get();
            return report.put("ok", !report.lost());
        }
    }

    /** @return how many seconds it took */
    private static double connect(Rig rig, List<Client> clients) {
        long start = System.nanoTime();
        rig.connect(clients);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void drain(Monitor monitor, Meter meter, BooleanSupplier done) {
        var unused = monitor.whileItMoves(
                done, () -> meter.sent.sum() + meter.acknowledged.sum() + meter.received.sum(), PATIENCE);
    }

    private static Report report(String name, Rig rig) {
        return new Report()
                .put("bench", name)
                .put("target", rig.fleet().endpoint().toString());
    }

    private static Report connections(Report report, Meter meter, int wanted, double seconds) {
        return report.put("clients", wanted)
                .fault("refused", meter.refused.sum())
                .fault("dropped", meter.dropped.sum())
                .rate("connects_per_second", wanted - meter.refused.sum(), seconds)
                .times("connect_ms", meter.connects.total());
    }

    private static void sent(Report report, Meter meter, Style style, Sample begin, Sample end) {
        report.put("seconds", Math.round(begin.secondsUntil(end) * 1000) / 1000.0)
                .put("sent", meter.sent.sum())
                .rate("sent_per_second", end.sent() - begin.sent(), begin.secondsUntil(end));
        if (style.qos() > 0) {
            report.put("acknowledged", meter.acknowledged.sum())
                    .fault("rejected", meter.rejected.sum())
                    .fault("unacknowledged", meter.sent.sum() - meter.acknowledged.sum() - meter.rejected.sum())
                    .times("acknowledgement_ms", meter.acknowledgements.total());
        }
        if (style.rate() > 0) {
            report.put("late_ms", Math.round(meter.late.get() / 1e3) / 1e3);
        }
    }

    private static void received(Report report, Meter meter, int qos, Sample begin, Sample end) {
        report.put("seconds", Math.round(begin.secondsUntil(end) * 1000) / 1000.0)
                .put("received", meter.received.sum() + meter.foreign.sum())
                .rate("received_per_second", end.received() - begin.received(), begin.secondsUntil(end))
                .put("reordered", meter.reordered.sum())
                .put("without_stamp", meter.foreign.sum());
        if (qos == 2) {
            report.fault("duplicates", meter.duplicates.sum());
        } else {
            report.put("duplicates", meter.duplicates.sum());
        }
    }
}
