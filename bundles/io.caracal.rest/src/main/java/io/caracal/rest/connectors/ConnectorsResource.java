package io.caracal.rest.connectors;

import io.caracal.api.broker.Node;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.connector.ConnectorAdministration;
import io.caracal.api.connector.ConnectorAdministration.Report;
import io.caracal.api.connector.ConnectorStatus;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The connectors: how they are, starting and stopping them for the time being, and making, changing and deleting them for good. */
@Path("connectors")
@Describe("Connectors: connections to databases and servers, shared by all who refer to them.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ConnectorsResource implements RestResource {
    private static final String SHAPE =
            "Besides type, name, enable, description, tags, resource_opts and the settings of the type: users (who refers to it now), "
                    + "status (connected, connecting, disconnected, inconsistent), status_reason, node_status.";
    private static final String SURVIVES =
            "A change of section connectors of the configuration, which survives restarts. ";
    private static final String SETTINGS =
            "enable, description, tags, resource_opts, and the settings of the type; GET schemas/connectors describes them.";
    private static final String EXAMPLE =
            "{\"type\": \"http\", \"name\": \"example\", \"url\": \"http://127.0.0.1:9\", \"enable\": false}";

    private final ConnectorAdministration connectors;
    private final ConnectorChanges changes;
    private final ConnectorViews views;
    private final String node;

    @Activate
    public ConnectorsResource(
            @Reference ConnectorAdministration connectors,
            @Reference ConfigurationAdministration configuration,
            @Reference Node node) {
        this.connectors = connectors;
        this.changes = new ConnectorChanges(configuration);
        this.node = node.info().name();
        this.views = new ConnectorViews(configuration, this.node);
    }

    /** All. */
    @GET
    @Operation(value = "Lists connectors.", description = SHAPE)
    public List<Map<String, Object>> listConnectors() {
        return connectors.connectors().stream().map(views::of).toList();
    }

    /** One. */
    @GET
    @Path("{id}")
    @Operation(value = "Shows a connector.", description = SHAPE, errors = ErrorCode.NOT_FOUND)
    public Map<String, Object> getConnector(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id) {
        return views.of(report(id));
    }

    private Report report(String id) {
        return connectors.connector(id).orElseThrow(() -> notFound(id));
    }

    private static RestException notFound(String id) {
        return RestException.notFound("there is no connector \"" + id + "\"; GET connectors tells which there are");
    }

    /** The id of a connector that there is. */
    private ConnectorId present(String id) {
        var unused = report(id);
        return ConnectorId.parse(id).orElseThrow(() -> notFound(id));
    }

    /** A new one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Creates a connector.",
            description = SURVIVES + "It is made before the answer, but need not be connected; its status tells.",
            status = 201,
            returns = Object.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.ALREADY_EXISTS, ErrorCode.CONFLICT})
    public Response createConnector(
            @Describe(value = "type, name, " + SETTINGS, example = EXAMPLE) Map<String, @Nullable Object> body,
            @Context RestCall call) {
        Map<String, @Nullable Object> settings = new HashMap<>(body);
        ConnectorId id = ConnectorId.of(Bodies.take(settings, "type"), Bodies.take(settings, "name"));
        if (connectors.connector(id.toString()).isPresent()) {
            throw new RestException(ErrorCode.ALREADY_EXISTS, "there is a connector \"" + id + "\" already");
        }
        changes.replace(id, settings, call);
        Map<String, Object> made = getConnector(id.toString());
        call.changed(null, made);
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    /** All of its settings. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Replaces the settings of a connector.",
            description =
                    SURVIVES
                            + "The new connection is up before the old one goes; if it cannot connect while the old one can, the change is refused. "
                            + "A secret that is sent back as ****** keeps its value; settings that are not named take their defaults.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Map<String, Object> changeConnector(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id,
            @Describe(value = SETTINGS, example = EXAMPLE) Map<String, @Nullable Object> body,
            @Context RestCall call) {
        ConnectorId changed = present(id);
        Map<String, Object> before = getConnector(id);
        Map<String, @Nullable Object> settings = new HashMap<>(body);
        Bodies.same(settings, "type", changed.type());
        Bodies.same(settings, "name", changed.name());
        settings.keySet().removeAll(ConnectorViews.SHOWN_ONLY);
        changes.replace(changed, settings, call);
        Map<String, Object> after = getConnector(id);
        call.changed(before, after);
        return after;
    }

    /** For good. */
    @DELETE
    @Path("{id}")
    @Operation(
            value = "Deletes a connector, unless somebody uses it.",
            description = SURVIVES + "If it is in use the answer names by whom.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteConnector(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id,
            @Context RestCall call) {
        ConnectorId removed = present(id);
        Map<String, Object> before = getConnector(id);
        changes.remove(removed, call);
        call.changed(before, null);
    }

    /** In use or not. */
    @PUT
    @Path("{id}/enable/{enable}")
    @Operation(
            value = "Enables or disables a connector.",
            description = SURVIVES + "Calls to a disabled one fail at once.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void enableConnector(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id,
            @PathParam("enable") @Describe("true or false.") boolean enable,
            @Context RestCall call) {
        ConnectorId changed = present(id);
        boolean before = report(id).enable();
        changes.set(changed, "enable", enable, call);
        call.changed(Map.of("enable", before), Map.of("enable", enable));
    }

    /** For now. */
    @POST
    @Path("{id}/start")
    @Operation(
            value = "Starts a connector, or checks at once whether it can connect.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.SERVICE_UNAVAILABLE})
    public void startConnector(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id,
            @Context RestCall call) {
        connect(id, connectors::start, call);
    }

    /** For now. */
    @POST
    @Path("{id}/stop")
    @Operation(
            value = "Stops a connector: calls under way finish, further ones fail.",
            description = "Until it is started, its settings change or the broker starts.",
            errors = ErrorCode.NOT_FOUND)
    public void stopConnector(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id,
            @Context RestCall call) {
        ConnectorStatus before = report(id).status();
        ConnectorStatus after = connectors.stop(id).orElseThrow(() -> notFound(id));
        call.changed(before.toString(), after.toString());
    }

    /** Anew. */
    @POST
    @Path("{id}/restart")
    @Operation(
            value = "Makes the connection of a connector anew.",
            description =
                    "The new one is up before the old one goes; if it cannot connect while the old one can, the old one stays.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.SERVICE_UNAVAILABLE})
    public void restartConnector(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id,
            @Context RestCall call) {
        connect(id, connectors::restart, call);
    }

    private void connect(String id, Function<String, Optional<ConnectorStatus>> step, RestCall call) {
        Report before = report(id);
        if (!before.enable()) {
            throw new RestException(
                    ErrorCode.CONFLICT,
                    "connector " + id + " is disabled; PUT connectors/" + id + "/enable/true enables it");
        }
        ConnectorStatus after = step.apply(id).orElseThrow(() -> notFound(id));
        call.changed(before.status().toString(), after.toString());
        if (!after.connected()) {
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "connector " + id + " is " + report(id).status().state().word() + ": " + after.reason());
        }
    }

    /** What was counted. */
    @GET
    @Path("{id}/metrics")
    @Operation(value = "Tells what was counted at a connector.", errors = ErrorCode.NOT_FOUND)
    public ConnectorMetrics getConnectorMetrics(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id) {
        return ConnectorMetrics.of(node, report(id).metrics());
    }

    /** From zero. */
    @PUT
    @Path("{id}/metrics/reset")
    @Operation(value = "Sets the counters of a connector to zero.", errors = ErrorCode.NOT_FOUND)
    public void resetConnectorMetrics(
            @PathParam("id") @Describe(value = "Type and name.", example = "http:example") String id) {
        if (!connectors.resetMetrics(id)) {
            throw notFound(id);
        }
    }
}
