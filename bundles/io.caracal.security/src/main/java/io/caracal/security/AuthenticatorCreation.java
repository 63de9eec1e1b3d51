package io.caracal.security;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.config.SettingsException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a live authenticator of a factory and an element's settings, in bounded time. */
final class AuthenticatorCreation implements ProviderCreation<LiveAuthenticator, AuthenticatorFactory<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthenticatorCreation.class);

    private final Element element;
    private final Supplier<AuthenticationLimits> limits;
    private final ScheduledExecutorService timer;

    AuthenticatorCreation(Element element, Supplier<AuthenticationLimits> limits, ScheduledExecutorService timer) {
        this.element = element;
        this.limits = limits;
        this.timer = timer;
    }

    private record Made(Authenticator authenticator, Record settings, Set<String> methods) {}

    private record Context(String id, Executor blocking) implements AuthenticatorContext {}

    @Override
    public Outcome<LiveAuthenticator> create(Candidate<AuthenticatorFactory<?>> candidate) {
        String id = element.id();
        AuthenticationLimits now = limits.get();
        BoundedExecutor blocking = new BoundedExecutor(id, now.tasksAtOnce(), now.blockingQueue(), element.problems());
        try {
            Made made = BoundedCall.call(
                    "auth start " + id,
                    now.startTimeout(),
                    () -> make(candidate.factory(), new Context(id, blocking)),
                    late -> LiveAuthenticator.close(element, now, late.authenticator()));
            return new Outcome.Created<>(new LiveAuthenticator(
                    element,
                    limits,
                    timer,
                    blocking,
                    new LiveAuthenticator.Made(made.authenticator(), made.settings()),
                    made.methods()));
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
        LOG.debug("authentication element={} version={} failed to start", element.id(), candidate.version(), cause);
        return "its start failed: " + ThrownText.of(cause);
    }

    private <S extends Record> Made make(AuthenticatorFactory<S> factory, AuthenticatorContext context)
            throws Exception {
        S settings = element.settings().typeKeys().bind(factory.settingsType());
        Authenticator authenticator = factory.create(settings, context);
        if (authenticator == null) {
            throw new IllegalStateException("the factory returned no authenticator");
        }
        try {
            return new Made(authenticator, settings, Set.copyOf(authenticator.methods()));
        } catch (RuntimeException | Error e) {
            authenticator.close();
            throw e;
        }
    }
}
