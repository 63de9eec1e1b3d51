package io.caracal.auth.http;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.connector.HttpClientSettings;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {mechanism = password_based, backend = http}}. */
@Component(service = AuthenticatorFactory.class)
public final class HttpAuthenticatorFactory implements AuthenticatorFactory<HttpAuthenticationSettings> {

    @Override
    public String mechanism() {
        return "password_based";
    }

    @Override
    public String backend() {
        return "http";
    }

    @Override
    public Class<HttpAuthenticationSettings> settingsType() {
        return HttpAuthenticationSettings.class;
    }

    @Override
    public Authenticator create(HttpAuthenticationSettings settings, AuthenticatorContext context) throws Exception {
        HttpServer server = HttpServer.open(
                context.connectors(),
                context.user(),
                settings.connector(),
                settings.client().orElseGet(HttpClientSettings::defaults),
                settings.request());
        return new HttpAuthenticator(server, InstantSource.system());
    }
}
