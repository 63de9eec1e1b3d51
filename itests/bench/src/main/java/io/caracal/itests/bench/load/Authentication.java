package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** How fast clients with right passwords are let in, and how long each waits for it. */
final class Authentication {
    private static final Duration LEAVING = Duration.ofSeconds(20);

    private final Run run;
    private final Options options;
    private final Visitors visitors;
    private final BrokerProcess broker;

    Authentication(Run run, Options options) {
        this.run = run;
        this.options = options;
        this.broker = new BrokerProcess(options.pid());
        this.visitors = new Visitors(run, options.users(), options.version(0), options.places(), options.pause());
    }

    /** Runs it; true if everybody was let in. */
    boolean measure(Map<String, Object> result) throws IOException {
        result.put("users", options.users().size());
        result.put("places", options.places());
        run.loop.run(this::round, options.warmup(), false);

        visitors.reset();
        double cpu = broker.cpuSeconds();
        double own = BrokerProcess.ownCpuSeconds();
        long start = System.nanoTime();
        run.loop.run(this::round, options.measured(), false);
        double seconds = (System.nanoTime() - start) / 1e9;

        result.put("seconds", seconds);
        visitors.report(result, seconds);
        result.put("load_busy", (BrokerProcess.ownCpuSeconds() - own) / seconds);
        broker.report(result, cpu, visitors.accepted());
        if (!run.faults.first().isEmpty()) {
            result.put("first", run.faults.first());
        }
        boolean well = visitors.none() && visitors.accepted() > 0;
        visitors.stop();
        run.loop.run(this::left, LEAVING, false);
        return well;
    }

    private boolean round() {
        visitors.round();
        return false;
    }

    private boolean left() {
        visitors.round();
        return visitors.empty();
    }
}
