package io.caracal.rest.broker;

import io.caracal.api.broker.Clients;
import io.caracal.api.broker.ListenerStatus;
import io.caracal.api.broker.Listeners;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners: what they do, opening and closing them for the time being, and making, changing and deleting them for good. */
@Path("listeners")
@Describe("Listeners: seen, opened and closed, and, by way of the configuration, made, changed and deleted.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ListenersResource implements RestResource {
    private static final Logger LOG = LoggerFactory.getLogger(ListenersResource.class);
    private static final String DROP = "Whether the connections that came in by it are ended too.";

    /** Optional, because the transport comes last when the broker starts, and nobody should wait for it. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Listeners listeners;

    /** Optional for the same reason. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Clients clients;

    private final ListenerChanges changes;

    @Activate
    public ListenersResource(@Reference ConfigurationAdministration configuration) {
        changes = new ListenerChanges(configuration);
    }

    /** A listener. */
    public record ListenerView(
            @Describe("Type and name, tcp:default.") String id,
            @Describe("Its type.") String type,
            @Describe("Its name.") String name,
            @Describe("Whether the configuration opens it.") boolean enable,
            @Describe("Whether it takes connections.") boolean running,
            @Describe("Address and port, as configured.") String bind,

            @Describe("Address and port where it listens, the first of them; absent if it does not.") @Nullable
            String address,

            @Describe("All addresses and ports where it listens.")
            List<String> addresses,

            @Describe("How many connections came in by it and are still there.")
            int currentConnections,

            @Describe("The most connections at a time; 0 for no limit.")
            int maxConnections,

            @Describe("Why it does not run although it should.") @Nullable
            String problem) {
        static ListenerView of(ListenerStatus status) {
            return new ListenerView(
                    status.id(),
                    status.type(),
                    status.name(),
                    status.enabled(),
                    status.running(),
                    status.bind(),
                    status.address().map(ListenerView::text).orElse(null),
                    status.addresses().stream().map(ListenerView::text).toList(),
                    status.connections(),
                    status.maxConnections(),
                    status.problem().orElse(null));
        }

        private static String text(InetSocketAddress at) {
            String host = at.getHostString();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at.getPort();
        }
    }

    private Listeners present() {
        Listeners current = listeners;
        if (current == null) {
            throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the broker is starting or stopping");
        }
        return current;
    }

    /** All. */
    @GET
    @Operation("Lists listeners.")
    public List<ListenerView> listListeners() {
        return present().list().stream().map(ListenerView::of).toList();
    }

    /** One. */
    @GET
    @Path("{id}")
    @Operation(value = "Shows a listener.", errors = ErrorCode.NOT_FOUND)
    public ListenerView getListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id) {
        return present().get(id).map(ListenerView::of).orElseThrow(() -> notFound(id));
    }

    private static RestException notFound(String id) {
        return RestException.notFound("there is no listener \"" + id + "\"; GET listeners tells which there are");
    }

    private static final String SETTINGS =
            "the keys of the configuration for this type of listener: bind, enable, max_connections, "
                    + "ssl_options and so on; see schema of section listeners";

    private static final String EXAMPLE = "{\"id\": \"tcp:second\", \"bind\": \"127.0.0.1:0\"}";

    /** What tells the listener, taken out of the body; the rest are its settings. */
    private static String id(Map<String, @Nullable Object> body) {
        Object type = body.remove("type");
        Object name = body.remove("name");
        Object id = body.remove("id");
        String both = type + ":" + name;
        if (id == null && (type == null || name == null)) {
            throw RestException.badRequest("id: given nothing, expected type and name, such as tcp:second");
        }
        if (id != null && type != null && name != null && !id.equals(both)) {
            throw RestException.badRequest("id: given \"" + id + "\", but type and name say \"" + both
                    + "\"; give id alone, or the same in both");
        }
        return id == null ? both : id.toString();
    }

    /** A new one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Creates a listener.",
            description = "A change of section listeners of the configuration, which survives restarts.",
            status = 201,
            returns = ListenerView.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.ALREADY_EXISTS, ErrorCode.CONFLICT})
    public Response createListener(
            @Describe(value = "id (or type and name), " + SETTINGS, example = EXAMPLE)
                    Map<String, @Nullable Object> body,
            @Context RestCall call) {
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(body);
        String id = id(settings);
        if (present().get(id).isPresent()) {
            throw new RestException(ErrorCode.ALREADY_EXISTS, "there is a listener \"" + id + "\" already");
        }
        if (settings.get("bind") == null) {
            throw RestException.badRequest("bind: given nothing, expected address and port, such as 127.0.0.1:0");
        }
        changes.put(id, settings, call);
        ListenerView made = getListener(id);
        call.changed(null, made);
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    /** What is given of it. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Changes settings of a listener; the others stay.",
            description = "A change of section listeners of the configuration, which survives restarts.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public ListenerView changeListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @Describe(value = SETTINGS, example = "{\"max_connections\": 1000}") Map<String, @Nullable Object> body,
            @Context RestCall call) {
        ListenerView before = getListener(id);
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(body);
        settings.putIfAbsent("id", id);
        if (!id(settings).equals(id)) {
            throw RestException.badRequest(
                    "id: a listener keeps its type and name; given are others than \"" + id + "\"");
        }
        changes.put(id, settings, call);
        ListenerView after = getListener(id);
        call.changed(before, after);
        return after;
    }

    /** For good. */
    @DELETE
    @Path("{id}")
    @Operation(
            value = "Closes and deletes a listener; those who are connected stay unless drop is true.",
            description = "A change of section listeners of the configuration, which survives restarts.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @QueryParam("drop") @DefaultValue("false") @Describe(DROP) boolean drop,
            @Context RestCall call) {
        ListenerView before = getListener(id);
        changes.remove(id, call);
        dropIf(drop, id);
        call.changed(before, null);
    }

    /** Opens it. */
    @POST
    @Path("{id}/start")
    @Operation(
            value = "Opens a listener.",
            description = "Until the broker ends or the listener's configuration changes.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public ListenerView startListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @Context RestCall call) {
        return change(id, Listeners::start, call);
    }

    /** Closes it. */
    @POST
    @Path("{id}/stop")
    @Operation(
            value = "Closes a listener; those who are connected stay unless drop is true.",
            description = "Until the broker ends or the listener's configuration changes.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public ListenerView stopListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @QueryParam("drop") @DefaultValue("false") @Describe(DROP) boolean drop,
            @Context RestCall call) {
        ListenerView stopped = change(id, Listeners::stop, call);
        return dropIf(drop, id) ? getListener(id) : stopped;
    }

    /** Closes and opens it. */
    @POST
    @Path("{id}/restart")
    @Operation(
            value = "Closes a listener and opens it again; those who are connected stay unless drop is true.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public ListenerView restartListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @QueryParam("drop") @DefaultValue("false") @Describe(DROP) boolean drop,
            @Context RestCall call) {
        if (!drop) {
            return change(id, Listeners::restart, call);
        }
        ListenerView before = getListener(id);
        var stopped = change(id, Listeners::stop, call);
        dropIf(true, stopped.id());
        ListenerView after = change(id, Listeners::start, call);
        call.changed(before, after);
        return after;
    }

    /** Its files. */
    @POST
    @Path("{id}/certificate/reload")
    @Operation(
            value = "Reads the certificates of a listener again.",
            description =
                    "Handshakes that begin then meet what is in the files; those who are connected stay. It happens by itself when "
                            + "the files change.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public ListenerView reloadCertificate(
            @PathParam("id") @Describe(value = "Type and name.", example = "ssl:default") String id,
            @Context RestCall call) {
        return change(id, Listeners::reload, call);
    }

    private boolean dropIf(boolean drop, String id) {
        Clients connected = clients;
        if (drop && connected == null) {
            throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the broker is starting or stopping");
        }
        if (drop && connected != null) {
            Listeners current = present();
            // First those who are not through their handshake; whoever gets through meanwhile is among the clients
            // then.
            int handshakes = Answers.of(() -> current.endHandshakes(id));
            int count = Answers.of(() -> connected.kickFrom(id));
            LOG.info("listener={} clients sent away count={} handshakes={}", id, count, handshakes);
        }
        return drop;
    }

    private ListenerView change(
            String id, BiFunction<Listeners, String, CompletionStage<Optional<ListenerStatus>>> step, RestCall call) {
        Listeners current = present();
        ListenerView before = getListener(id);
        ListenerView after = Answers.of(() -> step.apply(current, id), ErrorCode.CONFLICT)
                .map(ListenerView::of)
                .orElseThrow(() -> notFound(id));
        call.changed(before, after);
        return after;
    }
}
