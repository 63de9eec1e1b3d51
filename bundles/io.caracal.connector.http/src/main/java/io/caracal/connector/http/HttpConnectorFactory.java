package io.caracal.connector.http;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.HttpEndpointSettings;
import io.caracal.api.connector.TlsClientSettings;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.osgi.service.component.annotations.Component;

/** Brings the type {@code http}. */
@Component(service = ConnectorFactory.class)
public final class HttpConnectorFactory implements ConnectorFactory<HttpEndpointSettings> {
    @Override
    public String type() {
        return "http";
    }

    @Override
    public Class<HttpEndpointSettings> settingsType() {
        return HttpEndpointSettings.class;
    }

    @Override
    public Connector create(HttpEndpointSettings settings, ConnectorContext context) throws IOException {
        Requests requests = new Requests(settings);
        return new HttpConnector(settings, requests, tls(settings, context), context.blocking(1, 1));
    }

    /** The url says whether there is encryption; how, the section {@code ssl} says. */
    private static Optional<SSLContext> tls(HttpEndpointSettings settings, ConnectorContext context)
            throws IOException {
        if (!settings.secure()) {
            return Optional.empty();
        }
        TlsClientSettings given = settings.client().ssl();
        return Optional.of(context.tls(new TlsClientSettings(
                true,
                given.verify(),
                given.cacertfile(),
                given.certfile(),
                given.keyfile(),
                given.password(),
                given.serverNameIndication())));
    }
}
