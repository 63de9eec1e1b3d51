package io.caracal.security;

import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.Authorizer;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.Gate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An authorizer that serves a source, from its creation to its end. */
final class LiveAuthorizer implements Retirable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAuthorizer.class);

    private final Source source;
    private final Supplier<AuthorizationSettings> settings;
    private final ScheduledExecutorService timer;
    private final BoundedExecutor blocking;
    private final Gate gate = new Gate();
    private volatile @Nullable Made made;

    /** What the bundle made, and of which settings. */
    record Made(Authorizer authorizer, Record settings) {}

    LiveAuthorizer(
            Source source,
            Supplier<AuthorizationSettings> settings,
            ScheduledExecutorService timer,
            BoundedExecutor blocking,
            Made made) {
        this.source = source;
        this.settings = settings;
        this.timer = timer;
        this.blocking = blocking;
        this.made = made;
    }

    /** Whether it was made of these settings, so that another one would be the same. */
    boolean madeOf(Record wanted) {
        Made present = made;
        return present != null && present.settings().equals(wanted);
    }

    /** Other bounds hold from now on. */
    void limitsChanged() {
        blocking.bounds(settings.get().tasksAtOnce(), settings.get().blockingQueue());
    }

    /** Asks it; null if it is retired, so that its successor is to be asked. */
    @Nullable
    CompletableFuture<AuthorizerCall.Answer> authorize(AuthorizationRequest request, SourceCounters counters) {
        if (!gate.enter()) {
            return null;
        }
        AuthorizerCall call = new AuthorizerCall(source.problems(), counters, gate::leave);
        Made target = made;
        if (target == null) {
            call.settle(null, new IllegalStateException("the authorizer is closed"));
        } else {
            call.start(
                    () -> target.authorizer().authorize(request),
                    timer,
                    settings.get().timeout());
        }
        return call.answer();
    }

    @Override
    public void retire() {
        Duration limit = settings.get().stopTimeout();
        String prefix = ChainKind.AUTHORIZATION.prefix(source.id());
        gate.close();
        if (!gate.awaitEmpty(limit)) {
            LOG.warn("{} decisions still under way after {} ms, closing nevertheless", prefix, limit.toMillis());
        }
        if (!blocking.close(limit)) {
            LOG.warn("{} blocking tasks ignore their interrupt, closing nevertheless", prefix);
        }
        Made target = made;
        made = null;
        if (target != null) {
            close(source, limit, target.authorizer());
        }
    }

    /** Closes an authorizer that is asked by nobody. */
    static void close(Source source, Duration limit, Authorizer target) {
        String prefix = ChainKind.AUTHORIZATION.prefix(source.id());
        try {
            BoundedCall.call(
                    "authz close " + source.id(),
                    limit,
                    () -> {
                        target.close();
                        return true;
                    },
                    _ -> {});
        } catch (ExecutionException e) {
            LOG.warn("{} failed to close", prefix, e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("{} to close it {}", prefix, e.getMessage());
        }
    }
}
