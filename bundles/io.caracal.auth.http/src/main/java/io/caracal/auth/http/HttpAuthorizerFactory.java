package io.caracal.auth.http;

import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.connector.HttpClientSettings;
import org.osgi.service.component.annotations.Component;

/** Brings the source {@code {type = http}}. */
@Component(service = AuthorizerFactory.class)
public final class HttpAuthorizerFactory implements AuthorizerFactory<HttpAuthorizationSettings> {

    @Override
    public String type() {
        return "http";
    }

    @Override
    public Class<HttpAuthorizationSettings> settingsType() {
        return HttpAuthorizationSettings.class;
    }

    @Override
    public Authorizer create(HttpAuthorizationSettings settings, AuthorizerContext context) throws Exception {
        return new HttpAuthorizer(HttpServer.open(
                context.connectors(),
                context.user(),
                settings.connector(),
                settings.client().orElseGet(HttpClientSettings::defaults),
                settings.request()));
    }
}
