package io.caracal.rest.broker;

import io.caracal.api.broker.ListenerStatus;
import io.caracal.api.broker.Listeners;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The listeners: what they do, and opening and closing them for the time being. */
@Path("listeners")
@Describe("Listeners. What there are is section listeners of the configuration; here they are seen, opened and closed.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ListenersResource implements RestResource {
    /** Optional, because the transport comes last when the broker starts, and nobody should wait for it. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Listeners listeners;

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
