package io.caracal.security;

import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.config.SettingsException;
import io.caracal.api.connector.Connectors;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.ThrownText;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a live authorizer of a factory and a source's settings, in bounded time. */
final class AuthorizerCreation implements ProviderCreation<LiveAuthorizer, AuthorizerFactory<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizerCreation.class);

    private final Source source;
    private final Supplier<AuthorizationSettings> settings;
    private final ScheduledExecutorService timer;
    private final Supplier<Connectors> connectors;

    AuthorizerCreation(
            Source source,
            Supplier<AuthorizationSettings> settings,
            ScheduledExecutorService timer,
            Supplier<Connectors> connectors) {
        this.source = source;
        this.settings = settings;
        this.timer = timer;
        this.connectors = connectors;
    }

    private record Context(String id, Executor blocking, Source source, Supplier<Connectors> broker)
            implements AuthorizerContext {
        @Override
        public void changed() {
            source.rulesChanged();
        }

        @Override
        public Connectors connectors() {
            return broker.get();
        }
    }

    @Override
    public Outcome<LiveAuthorizer> create(Candidate<AuthorizerFactory<?>> candidate) {
        String id = source.id();
        AuthorizationSettings now = settings.get();
        BoundedExecutor blocking = new BoundedExecutor(id, now.tasksAtOnce(), now.blockingQueue(), source.problems());
        try {
            LiveAuthorizer.Made made = BoundedCall.call(
                    "authz start " + id,
                    now.startTimeout(),
                    () -> make(candidate.factory(), new Context(id, blocking, source, connectors)),
                    late -> LiveAuthorizer.close(source, now.stopTimeout(), late.authorizer()));
            return new Outcome.Created<>(new LiveAuthorizer(source, settings, timer, blocking, made));
        } catch (ExecutionException e) {
            blocking.close(now.stopTimeout());
            return new Outcome.Failed<>(reason(candidate, e));
        } catch (TimeoutException e) {
            blocking.close(now.stopTimeout());
            return new Outcome.Failed<>("its start " + e.getMessage());
        }
    }

    private String reason(Candidate<?> candidate, ExecutionException failure) {
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
        LOG.debug("authorization source={} version={} failed to start", source.id(), candidate.version(), cause);
        return "its start failed: " + ThrownText.of(cause);
    }

    private <S extends Record> LiveAuthorizer.Made make(AuthorizerFactory<S> factory, AuthorizerContext context)
            throws Exception {
        S bound = source.settings().typeKeys().bind(factory.settingsType());
        Authorizer authorizer = factory.create(bound, context);
        if (authorizer == null) {
            throw new IllegalStateException("the factory returned no authorizer");
        }
        return new LiveAuthorizer.Made(authorizer, bound);
    }
}
