package io.caracal.rest.configs;

import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What sections take. */
@Path("schemas")
@Describe("What the sections of the configuration take, as JSON Schema.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class SchemasResource implements RestResource {
    private final ConfigurationAdministration configuration;

    @Activate
    public SchemasResource(@Reference ConfigurationAdministration configuration) {
        this.configuration = configuration;
    }

    /** For whoever wants all of them. */
    @GET
    @Operation("Lists the sections that there are schemas of.")
    public List<String> listSchemas() {
        return configuration.sections();
    }

    /** Made of the settings record of the section. */
    @GET
    @Path("{name}")
    @Operation(
            value = "Reads the JSON Schema (2020-12) of a section.",
            description =
                    "With descriptions and defaults; x-unit tells durations and sizes, x-applies when a change takes effect.",
            returns = Object.class,
            errors = ErrorCode.NOT_FOUND)
    public Response getSchema(@PathParam("name") @Describe(value = "The section.", example = "mqtt") String name) {
        String schema = configuration
                .schema(name)
                .orElseThrow(() -> RestException.notFound(
                        "name: given " + name + ", expected one of " + String.join(", ", configuration.sections())));
        return Response.ok(schema, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
