package io.caracal.security;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.auth.UserCredentials;
import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.api.auth.UserDatabase;
import io.caracal.api.config.SettingsException;
import io.caracal.api.connector.Connectors;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.ThrownText;
import io.caracal.security.users.UserFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a live authenticator of a factory and an element's settings, in bounded time. */
final class AuthenticatorCreation implements ProviderCreation<LiveAuthenticator, AuthenticatorFactory<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthenticatorCreation.class);

    private final String chain;
    private final Element element;
    private final ChainParts parts;

    /** @param chain empty for the chain of the broker, else the listener's id */
    AuthenticatorCreation(String chain, Element element, ChainParts parts) {
        this.chain = chain;
        this.element = element;
        this.parts = parts;
    }

    private record Made(LiveAuthenticator.Made parts, Set<String> methods, List<NewUser> firstUsers) {}

    private record Context(
            String id,
            String user,
            Executor blocking,
            PasswordHashing passwords,
            UserDatabase users,
            Supplier<Connectors> by)
            implements AuthenticatorContext {
        @Override
        public Connectors connectors() {
            return by.get();
        }
    }

    @Override
    public Outcome<LiveAuthenticator> create(Candidate<AuthenticatorFactory<?>> candidate) {
        String id = element.id();
        AuthenticationLimits now = parts.limits().get();
        BoundedExecutor blocking = new BoundedExecutor(id, now.tasksAtOnce(), now.blockingQueue(), element.problems());
        UserDatabase users = parts.services().users(chain, id);
        Context context = new Context(
                id,
                (chain.isEmpty() ? "authentication " : "listeners " + chain + " ") + id,
                blocking,
                parts.services().passwords(),
                users,
                parts.services()::connectors);
        try {
            Made made = BoundedCall.call(
                    "auth start " + id,
                    now.startTimeout(),
                    () -> make(candidate.factory(), context),
                    late -> LiveAuthenticator.close(element, now, late.parts().authenticator()));
            LiveAuthenticator live = new LiveAuthenticator(
                    element, parts.limits(), parts.timer(), blocking, made.parts(), made.methods());
            if (!made.firstUsers().isEmpty()) {
                new Bootstrap(id, live, users).begin(made.firstUsers());
            }
            return new Outcome.Created<>(live);
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
            Optional<UserCredentials> users = authenticator.users();
            Optional<Path> file = users.flatMap(UserCredentials::bootstrapFile);
            return new Made(
                    new LiveAuthenticator.Made(authenticator, settings, users),
                    Set.copyOf(authenticator.methods()),
                    file.isPresent() ? UserFiles.read(file.get()) : List.of());
        } catch (IOException | RuntimeException | Error e) {
            authenticator.close();
            throw e;
        }
    }
}
