package io.caracal.auth.jwt;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.HttpCaller;
import io.caracal.api.connector.HttpEndpointSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {mechanism = jwt}}. */
@Component(service = AuthenticatorFactory.class)
public final class JwtAuthenticatorFactory implements AuthenticatorFactory<JwtSettings> {
    /** Of the time that a start may take; a server that needs longer is asked again later. */
    private static final Duration FIRST_KEYS = Duration.ofSeconds(2);

    @Override
    public String mechanism() {
        return "jwt";
    }

    @Override
    public String backend() {
        return "";
    }

    @Override
    public Class<JwtSettings> settingsType() {
        return JwtSettings.class;
    }

    @Override
    public Authenticator create(JwtSettings settings, AuthenticatorContext context) throws Exception {
        InstantSource clock = InstantSource.system();
        Optional<VerificationKey> key = settings.fixedKey();
        if (key.isPresent()) {
            // An HMAC takes microseconds, a signature up to a millisecond.
            TokenVerifier verifier = new TokenVerifier(
                    Keys.fixed(key.get()), settings.secret().isPresent() ? Runnable::run : context.blocking());
            return new JwtAuthenticator(context.id(), settings, verifier, clock, () -> {});
        }
        JwksEndpoint.Location endpoint = JwksEndpoint.split(settings.endpoint().orElseThrow());
        ConnectorUse use = context.connectors()
                .inline(
                        "http",
                        new HttpEndpointSettings(endpoint.base(), settings.headers(), settings.client()),
                        context.user());
        try {
            JwksEndpoint server = new JwksEndpoint(use.capability(HttpCaller.class), endpoint.path());
            RemoteKeys keys = new RemoteKeys(server::fetch, settings.refreshInterval(), settings.keepKeysFor(), clock);
            awaitFirstKeys(use, keys);
            TokenVerifier verifier = new TokenVerifier(keys, context.blocking());
            return new JwtAuthenticator(context.id(), settings, verifier, clock, use::close);
        } catch (InterruptedException | RuntimeException e) {
            use.close();
            throw e;
        }
    }

    /** So that no client comes before the keys when this takes over from another version; goes on without them if it takes long. */
    private static void awaitFirstKeys(ConnectorUse use, RemoteKeys keys) throws InterruptedException {
        try {
            use.started()
                    .thenCompose(_ -> keys.refresh())
                    .toCompletableFuture()
                    .get(FIRST_KEYS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // a slow server: the first tokens wait for this very request
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch of keys ends with a state, never exceptionally", e);
        }
    }
}
