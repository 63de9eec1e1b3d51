package io.caracal.connect;

import io.caracal.api.config.SettingsException;
import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.ConnectorStatus;
import io.caracal.connect.tls.ClientTls;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.ThrownText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a live connector of a factory and settings, and checks it for the first time; in bounded time. */
final class Creation {
    private static final Logger LOG = LoggerFactory.getLogger(Creation.class);

    private final String id;
    private final ClientTls tls;
    private final Supplier<ResourceOptions> options;
    private final ScheduledExecutorService timer;
    private final Counters counters;

    Creation(
            String id,
            ClientTls tls,
            Supplier<ResourceOptions> options,
            ScheduledExecutorService timer,
            Counters counters) {
        this.id = id;
        this.tls = tls;
        this.options = options;
        this.timer = timer;
        this.counters = counters;
    }

    /** What became of it. */
    sealed interface Outcome {
        /** It can serve; how it is was just found out. */
        record Created(LiveConnector live, ConnectorStatus status) implements Outcome {}

        /** It cannot, with the reason for the operator. */
        record Failed(String reason) implements Outcome {}
    }

    Outcome create(Candidate candidate, Source source) {
        Duration limit = source.options().startTimeout();
        long deadline = System.nanoTime() + limit.toNanos();
        Duration stop = options.get().stopTimeout();
        Resources resources = new Resources(id, tls);
        try {
            LiveConnector.Made made = BoundedCall.call(
                    "connector start " + id,
                    limit,
                    () -> make(candidate.factory(), source, resources),
                    late -> LiveConnector.close(id, late.connector(), resources, stop));
            LiveConnector live = new LiveConnector(id, candidate, made, resources, options, timer, counters);
            return new Outcome.Created(live, firstCheck(live, deadline, limit));
        } catch (ExecutionException e) {
            resources.close(stop);
            return new Outcome.Failed(reason(candidate, e));
        } catch (TimeoutException e) {
            resources.close(stop);
            return new Outcome.Failed("its start " + e.getMessage());
        }
    }

    private static ConnectorStatus firstCheck(LiveConnector live, long deadline, Duration limit) {
        long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime());
        try {
            return live.check(Duration.ofNanos(left))
                    .get(left, TimeUnit.NANOSECONDS)
                    .map(ConnectorStatus::disconnected)
                    .orElse(ConnectorStatus.CONNECTED);
        } catch (TimeoutException | ExecutionException _) {
            return ConnectorStatus.disconnected(
                    "it could not be reached within " + limit.toMillis() + " ms (resource_opts.start_timeout)");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ConnectorStatus.disconnected("its start was interrupted");
        }
    }

    private String reason(Candidate candidate, ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof SettingsException invalid) {
            return "its settings are not valid: "
                    + invalid.problems().stream()
                            .map(problem -> ThrownText.oneLine(problem.toString()))
                            .collect(Collectors.joining(" | "));
        }
        if (cause == null) {
            return "its start failed";
        }
        LOG.debug("connector id={} version={} failed to start", id, candidate.version(), cause);
        return "its start failed: " + ThrownText.of(cause);
    }

    private static <S extends Record> LiveConnector.Made make(
            ConnectorFactory<S> factory, Source source, Resources resources) throws Exception {
        S settings = source.bind(factory.settingsType());
        Connector connector = factory.create(settings, resources);
        return Optional.ofNullable(connector)
                .map(made -> new LiveConnector.Made(made, settings))
                .orElseThrow(() -> new IllegalStateException("the factory returned no connector"));
    }
}
