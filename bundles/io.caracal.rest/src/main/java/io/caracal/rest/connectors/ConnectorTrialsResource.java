package io.caracal.rest.connectors;

import io.caracal.api.config.SettingsException;
import io.caracal.api.connector.ConnectorAdministration;
import io.caracal.api.connector.ConnectorAdministration.Type;
import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import io.caracal.rest.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What connectors there could be. */
@Path("/")
@Describe("Connectors that are not there yet: their types, and whether settings would do.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ConnectorTrialsResource implements RestResource {
    private final ConnectorAdministration connectors;

    @Activate
    public ConnectorTrialsResource(@Reference ConnectorAdministration connectors) {
        this.connectors = connectors;
    }

    /** Those that are installed. */
    @GET
    @Path("connector_types")
    @Operation("Lists the types of connectors that are installed.")
    public List<String> listConnectorTypes() {
        return connectors.types().stream().map(Type::name).toList();
    }

    /** Made, checked, closed. */
    @POST
    @Path("connectors_probe")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Tries whether a connector with these settings connects; nothing is kept.",
            description = "A secret that is sent as ****** stands for that of the connector of this type and name.",
            audited = false,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.TEST_FAILED})
    public void probeConnector(
            @Describe(
                            value = "type, name if there is one, and the settings, as for creating a connector.",
                            example = "{\"type\": \"http\", \"name\": \"example\", \"url\": \"http://127.0.0.1:9\"}")
                    Map<String, @Nullable Object> body) {
        Map<String, @Nullable Object> settings = new HashMap<>(body);
        String type = Bodies.take(settings, "type");
        String name = settings.containsKey("name") ? Bodies.take(settings, "name") : "probe";
        ConnectorId id = ConnectorId.of(type, name);
        settings.keySet().removeAll(ConnectorViews.SHOWN_ONLY);
        try {
            ConnectorStatus status =
                    connectors.probe(id.type(), id.name(), Json.mapper().writeValueAsString(settings));
            if (!status.connected()) {
                throw new RestException(ErrorCode.TEST_FAILED, status.reason());
            }
        } catch (SettingsException e) {
            throw RestException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
