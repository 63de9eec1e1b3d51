package io.caracal.rest.broker;

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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

/** The listeners: what they do, opening and closing them for the time being, and making, changing and deleting them for good. */
@Path("listeners")
@Describe("Listeners: seen, opened and closed, and, by way of the configuration, made, changed and deleted.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ListenersResource implements RestResource {
    /** Optional, because the transport comes last when the broker starts, and nobody should wait for it. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Listeners listeners;

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

            @Describe("Address and port where it listens; absent if it does not.") @Nullable
            String address,

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
                    status.address()
                            .map(at -> (at.getAddress().getAddress().length > 4
                                            ? "[" + at.getHostString() + "]"
                                            : at.getHostString())
                                    + ":" + at.getPort())
                            .orElse(null),
                    status.connections(),
                    status.maxConnections(),
                    status.problem().orElse(null));
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

    /** A listener that is wanted. */
    public record NewListener(
            @Describe(value = "Type and name.", example = "tcp:second", min = 1, max = 70)
            String id,

            @Describe("The type, as in id.") @Nullable String type,
            @Describe("The name, as in id.") @Nullable String name,

            @Describe("Whether it is opened, which it is if nothing is said.") @Nullable
            Boolean enable,

            @Describe(value = "Address and port.", example = "127.0.0.1:0", min = 1, max = 300)
            String bind,

            @Describe(value = "How many connections may wait to be accepted.", min = 1, max = 65535) @Nullable
            Integer backlog,

            @Describe(value = "The most connections at a time; 0 for no limit.", min = 0) @Nullable
            Integer maxConnections) {
        private void check() {
            if (type != null && name != null && !id.equals(type + ":" + name)) {
                throw RestException.badRequest("id: given \"" + id + "\", but type and name say \"" + type + ":" + name
                        + "\"; give id alone, or the same in both");
            }
        }

        ListenerSettings settings() {
            return new ListenerSettings(enable, bind, backlog, maxConnections);
        }
    }

    /** What can be changed of a listener; what is absent stays as it is. */
    public record ListenerSettings(
            @Describe("Whether it is opened.") @Nullable Boolean enable,

            @Describe(value = "Address and port.", example = "127.0.0.1:0", min = 1, max = 300) @Nullable
            String bind,

            @Describe(value = "How many connections may wait to be accepted.", min = 1, max = 65535) @Nullable
            Integer backlog,

            @Describe(value = "The most connections at a time; 0 for no limit.", min = 0) @Nullable
            Integer maxConnections) {
        Map<String, Object> keys() {
            Map<String, Object> keys = new LinkedHashMap<>();
            put(keys, "enable", enable);
            put(keys, "bind", bind);
            put(keys, "backlog", backlog);
            put(keys, "max_connections", maxConnections);
            return keys;
        }

        private static void put(Map<String, Object> keys, String key, @Nullable Object value) {
            if (value != null) {
                keys.put(key, value);
            }
        }
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
    public Response createListener(NewListener body, @Context RestCall call) {
        body.check();
        if (present().get(body.id()).isPresent()) {
            throw new RestException(ErrorCode.ALREADY_EXISTS, "there is a listener \"" + body.id() + "\" already");
        }
        changes.put(body.id(), body.settings().keys(), call);
        ListenerView made = getListener(body.id());
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
            ListenerSettings body,
            @Context RestCall call) {
        ListenerView before = getListener(id);
        changes.put(id, body.keys(), call);
        ListenerView after = getListener(id);
        call.changed(before, after);
        return after;
    }

    /** For good. */
    @DELETE
    @Path("{id}")
    @Operation(
            value = "Closes and deletes a listener; those who are connected stay.",
            description = "A change of section listeners of the configuration, which survives restarts.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @Context RestCall call) {
        ListenerView before = getListener(id);
        changes.remove(id, call);
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
            value = "Closes a listener; those who are connected stay.",
            description = "Until the broker ends or the listener's configuration changes.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public ListenerView stopListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @Context RestCall call) {
        return change(id, Listeners::stop, call);
    }

    /** Closes and opens it. */
    @POST
    @Path("{id}/restart")
    @Operation(
            value = "Closes a listener and opens it again; those who are connected stay.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public ListenerView restartListener(
            @PathParam("id") @Describe(value = "Type and name.", example = "tcp:default") String id,
            @Context RestCall call) {
        return change(id, Listeners::restart, call);
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
