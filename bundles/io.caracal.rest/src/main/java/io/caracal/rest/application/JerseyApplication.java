package io.caracal.rest.application;

import io.caracal.api.rest.ErrorCode;
import io.caracal.rest.form.FormBody;
import io.caracal.rest.json.JsonBody;
import io.caracal.rest.server.ApiHandler;
import io.caracal.rest.server.BoundedBody;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import tools.jackson.databind.json.JsonMapper;

/** A fixed set of resources, and the calls that are under way in them. */
final class JerseyApplication {
    private static final Map<String, Object> PROPERTIES = Map.of(
            CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
            CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
            CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL",
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true,
            ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true,
            ServerProperties.RESOURCE_VALIDATION_IGNORE_ERRORS, false);

    private final ApplicationHandler handler;
    private final Masked masked;
    private final List<Object> resources;
    /** One party for each call under way, and one until the application has gone. */
    private final Phaser calls = new Phaser(1);

    /**
     * @param mapper of its own: it remembers classes of the resources' bundles
     * @throws RuntimeException if the resources are not fit to be one application
     */
    JerseyApplication(List<Object> resources, List<Object> filters, JsonMapper mapper) {
        this.resources = List.copyOf(resources);
        this.masked = new Masked(mapper);
        ResourceConfig config = new ResourceConfig();
        config.setProperties(PROPERTIES);
        config.register(new JsonBody(mapper));
        config.register(new FormBody());
        config.register(new ErrorMapper());
        filters.forEach(config::register);
        config.register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(new CallParameter()).to(ValueParamProvider.class);
            }
        });
        config.registerInstances(new HashSet<>(resources));
        handler = new ApplicationHandler(config);
    }

    List<Object> resources() {
        return resources;
    }

    /** @return false if this application has gone; then nothing has been done, and the one that took its place is to be asked */
    boolean handle(Request request, String path, BoundedBody body, Response response, Callback callback) {
        if (calls.register() < 0) {
            return false;
        }
        AnswerWriter writer = new AnswerWriter(request, response, callback, calls::arriveAndDeregister);
        ContainerRequest call;
        try {
            call = call(request, path, body);
        } catch (IllegalArgumentException e) {
            ApiHandler.refuse(
                    response,
                    Callback.from(callback, calls::arriveAndDeregister),
                    ErrorCode.BAD_REQUEST,
                    "the URI is not valid: " + e.getMessage() + "; percent-encode what has a meaning there");
            return true;
        }
        call.setWriter(writer);
        try {
            handler.handle(call);
        } catch (RuntimeException | LinkageError e) {
            writer.failure(e);
        }
        return true;
    }

    private ContainerRequest call(Request request, String path, BoundedBody body) {
        String base = (request.isSecure() ? "https://" : "http://") + host(request) + "/api/v5/";
        String query = request.getHttpURI().getQuery();
        ContainerRequest call = new ContainerRequest(
                URI.create(base),
                URI.create(base + path + (query == null ? "" : "?" + query)),
                request.getMethod(),
                new NoSecurity(request.isSecure()),
                new MapPropertiesDelegate(),
                handler.getConfiguration());
        for (HttpField field : request.getHeaders()) {
            call.header(field.getName(), field.getValue());
        }
        call.setEntityStream(body);
        call.setProperty(BoundedBody.class.getName(), body);
        call.setProperty(CallState.KEY, new CallState(Request.getRemoteAddr(request), masked));
        return call;
    }

    private static String host(Request request) {
        String name = Request.getServerName(request);
        return (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ":"
                + Request.getServerPort(request);
    }

    /** Takes no further calls, and returns when those under way have ended, or at the latest after a bounded time. */
    void retire() {
        int phase = calls.arriveAndDeregister();
        try {
            if (phase >= 0 && !calls.isTerminated()) {
                calls.awaitAdvanceInterruptibly(phase, LiveApplication.DRAIN_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException _) {
            calls.forceTermination();
        }
        handler.getInjectionManager().shutdown();
    }
}
