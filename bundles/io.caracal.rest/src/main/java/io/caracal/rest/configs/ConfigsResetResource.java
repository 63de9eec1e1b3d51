package io.caracal.rest.configs;

import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sections as if nothing had been changed at run time. */
@Path("configs_reset/{root}")
@Describe("Sections as if nothing had been changed at run time.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ConfigsResetResource implements RestResource {
    private final ConfigurationAdministration configuration;

    @Activate
    public ConfigsResetResource(@Reference ConfigurationAdministration configuration) {
        this.configuration = configuration;
    }

    /** Can itself be undone. */
    @POST
    @Operation(
            value = "Takes back all run-time changes of a section.",
            returns = Outcome.class,
            errors = {ErrorCode.NOT_FOUND, ErrorCode.BAD_REQUEST, ErrorCode.PRECONDITION_FAILED})
    public Response resetConfig(
            @PathParam("root") @Describe(value = "The section.", example = "mqtt") String root,
            @QueryParam("dry_run") @DefaultValue("false") @Describe("Whether to show what it would do only.")
                    boolean dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Context RestCall call) {
        if (!configuration.sections().contains(root) && configuration.read(root).isEmpty()) {
            throw RestException.notFound(
                    "root: given " + root + ", expected one of " + String.join(", ", configuration.sections()));
        }
        return Changes.apply(
                call,
                () -> configuration.reset(root, Changes.conditions(call, dryRun, ifMatch, configuration.revision())));
    }
}
