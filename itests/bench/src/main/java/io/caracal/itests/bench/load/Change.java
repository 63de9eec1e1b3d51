package io.caracal.itests.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Changes the broker by commands while it works: pairs exchange messages at a fixed rate, newcomers connect with right and wrong
 * passwords. What is told: latency before, during and after each change, connections lost, messages lost, wrong decisions.
 */
final class Change {
    /**
     * One change.
     *
     * @param command for {@code sh -c}
     * @param open whether clients with the right password are to be let in when it is complete
     */
    record Step(String command, boolean open) {}

    private static final Duration CONNECTING = Duration.ofMinutes(2);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration DRAINING = Duration.ofSeconds(30);
    private static final int QOS = 1;
    private static final int WINDOW = 1000;

    private final Run run;
    private final Options options;
    private final Newcomers newcomers;
    private final Pace pace;
    private final Map<String, Object> result;
    private final List<Step> steps;

    private int step = -1;
    private @Nullable CompletableFuture<Process> command;
    private long phaseBegan;
    private long commandEnded;

    Change(Run run, Options options, Map<String, Object> result) {
        this.run = run;
        this.options = options;
        this.result = result;
        this.steps = options.changes();
        this.pace = new Pace(run, options.rate());
        this.newcomers = new Newcomers(
                run,
                options.credentials()
                        .orElseThrow(() -> new IllegalArgumentException("change needs --user and --password")),
                options.connects(),
                options);
    }

    /** Runs it; true if nobody was dropped, nothing was lost, and everybody was let in or refused as they should. */
    boolean measure() throws IOException {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("change needs --change COMMAND");
        }
        connect();
        if (run.faults.none(QOS)) {
            pace.start();
            run.loop.run(this::load, options.warmup(), true);
            begin();
            if (!run.loop.run(this::round, LIMIT, true)) {
                run.faults.dropped("not complete within " + LIMIT.toMinutes() + " minutes");
            }
            run.publishers.forEach(Publisher::stop);
            run.loop.run(() -> run.complete() || run.faults.dropped > 0, DRAINING, false);
        }
        run.faults.lost = run.missing();
        run.faults.unacknowledged = run.unacknowledged();
        run.faults.report(result);
        newcomers.report(result);
        return run.faults.none(QOS) && newcomers.none();
    }

    private void connect() throws IOException {
        int pairs = options.clients() / 2;
        result.put("clients", 2 * pairs);
        result.put("messages_per_s", options.rate());
        result.put("newcomers_per_s", options.connects());
        var style = new Publisher.Style(QOS, false, false, WINDOW, Integer.MAX_VALUE, 1);
        for (int i = 0; i < pairs; i++) {
            run.subscribers.add(new Subscriber(
                    run, options.version(i), Integer.toString(i), List.of(Wire.topic(run.id, i)), QOS, false, i, 1));
            run.publishers.add(new Publisher(run, options.version(i), style, i, 1, Long.MAX_VALUE));
        }
        run.loop.connect(run.subscribers.stream().map(Subscriber::connection).toList(), CONNECTING);
        run.loop.connect(run.publishers.stream().map(Publisher::connection).toList(), CONNECTING);
    }

    private boolean load() {
        pace.sendWhatIsDue();
        newcomers.round();
        return run.faults.dropped > 0;
    }

    /** True when all changes are made and the time after them is over, or a client was dropped. */
    private boolean round() {
        boolean broken = load();
        if (broken || phaseOver()) {
            tell();
            step++;
            if (broken || step > steps.size()) {
                return true;
            }
            begin();
        }
        return false;
    }

    private void begin() {
        run.latency.reset();
        pace.reset();
        phaseBegan = System.nanoTime();
        command = null;
        if (step >= 0 && step < steps.size()) {
            newcomers.expect(steps.get(step).open());
            String next = steps.get(step).command();
            // To start a process takes longer than a message.
            command = CompletableFuture.supplyAsync(() -> start(next));
            commandEnded = 0;
        }
    }

    private static Process start(String command) {
        try {
            // Its words are for whoever watches; standard output is for the figures.
            return new ProcessBuilder("sh", "-c", command + " >&2")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("sh cannot be started", e);
        }
    }

    /** Before and after all changes: the measured time. A change: until its command has ended, and a tenth of that time longer. */
    private boolean phaseOver() {
        long now = System.nanoTime();
        CompletableFuture<Process> running = command;
        if (running == null) {
            return now - phaseBegan > options.measured().toNanos();
        }
        if (commandEnded == 0 && running.isDone() && !running.join().isAlive()) {
            commandEnded = now;
            int code = running.join().exitValue();
            if (code != 0) {
                run.faults.dropped(steps.get(step).command() + " ended with " + code);
            }
            newcomers.settled();
        }
        return commandEnded != 0 && now - commandEnded > options.measured().toNanos() / 10;
    }

    private void tell() {
        String phase = step < 0 ? "before" : step < steps.size() ? Integer.toString(step + 1) : "after";
        if (step >= 0 && step < steps.size()) {
            result.put(phase + ".command", steps.get(step).command());
            result.put(phase + ".command_s", (commandEnded - phaseBegan) / 1e9);
        }
        result.put(phase + ".p50_us", run.latency.getValueAtPercentile(50) / 1e3);
        result.put(phase + ".p99_us", run.latency.getValueAtPercentile(99) / 1e3);
        result.put(phase + ".max_us", run.latency.getMaxValue() / 1e3);
        result.put(phase + ".send_lag_us", pace.latest() / 1e3);
    }
}
