package io.caracal.rest.configs;

import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.ConfigurationView;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** The configuration: read, changed, taken back, read from the file again. */
@Path("configs")
@Describe("The configuration in force: the same tree, names and checks as in the configuration file.")
@Component(service = RestResource.class)
public final class ConfigsResource implements RestResource {
    private final ConfigurationAdministration configuration;

    /** What becomes of keys that a change does not name. */
    public enum Mode {
        MERGE,
        REPLACE
    }

    @Activate
    public ConfigsResource(@Reference ConfigurationAdministration configuration) {
        this.configuration = configuration;
    }

    /** As HOCON or JSON, whichever is accepted. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            value = "Reads the configuration in force, defaults included, secrets masked.",
            description = "HOCON with Accept: text/plain, else JSON. The header ETag goes into If-Match of a change.",
            returns = Object.class,
            errors = ErrorCode.NOT_FOUND)
    public Response getConfigs(
            @QueryParam("key")
                    @DefaultValue("")
                    @Describe(value = "A key, such as listeners.tcp.default; all if it is not given.", example = "mqtt")
                    String key,
            @QueryParam("origin") @DefaultValue("false") @Describe("Whether to tell where each value was set.")
                    boolean origin,
            @Context HttpHeaders headers) {
        ConfigurationView view = configuration
                .read(key)
                .orElseThrow(() -> RestException.notFound("key: given " + key + ", expected one of "
                        + String.join(", ", configuration.sections()) + " or a key below"));
        return Views.answer(view, origin, Views.wantsText(headers));
    }

    /** Several sections at once. */
    @PUT
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Changes configuration, all of it or nothing.",
            description =
                    "The body is a tree of sections, HOCON or JSON. null takes the default of a key, or removes an entry.",
            returns = Outcome.class,
            errors = {ErrorCode.CONFLICT, ErrorCode.PRECONDITION_FAILED})
    public Response putConfigs(
            @QueryParam("mode")
                    @DefaultValue("merge")
                    @Describe(
                            "merge leaves what the body does not name as it is; replace takes back run-time changes of it in the sections that the body names.")
                    Mode mode,
            @QueryParam("dry_run") @DefaultValue("false") @Describe("Whether to check everything and change nothing.")
                    boolean dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Describe(value = "The sections.", example = "{\"mqtt\": {\"max_inflight\": 32}}") String body,
            @Context RestCall call) {
        return change("", mode, dryRun, ifMatch, body, call);
    }

    /** One section, or a part of one. */
    @PUT
    @Path("{root}")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Changes one section or what is below one of its keys, all of it or nothing.",
            returns = Outcome.class,
            errors = {ErrorCode.CONFLICT, ErrorCode.PRECONDITION_FAILED})
    public Response putConfig(
            @PathParam("root") @Describe(value = "mqtt, listeners.tcp.default, …", example = "mqtt") String root,
            @QueryParam("mode") @DefaultValue("merge") @Describe("As for all sections.") Mode mode,
            @QueryParam("dry_run") @DefaultValue("false") @Describe("Whether to check everything and change nothing.")
                    boolean dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Describe(value = "The value of the key.", example = "{\"max_inflight\": 32}") String body,
            @Context RestCall call) {
        return change(root, mode, dryRun, ifMatch, body, call);
    }

    private Response change(
            String path, Mode mode, boolean dryRun, @Nullable String ifMatch, String body, RestCall call) {
        ChangeRequest request = new ChangeRequest(
                path,
                body,
                mode == Mode.MERGE ? ChangeRequest.Mode.MERGE : ChangeRequest.Mode.REPLACE,
                Changes.conditions(call, dryRun, ifMatch, configuration.revision()));
        return Changes.apply(call, () -> configuration.change(request));
    }

    /** The newest first. */
    @GET
    @Path("history")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation("Lists the last 20 changes, the newest first.")
    public Page<PastChange> listConfigHistory() {
        return Page.of(configuration.history().stream().map(PastChange::of).toList(), 1, Page.DEFAULT_LIMIT);
    }

    /** Repeated, it goes further back. */
    @POST
    @Path("undo")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Takes back the last run-time change that is not taken back yet.",
            returns = Outcome.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.PRECONDITION_FAILED})
    public Response undoConfigs(
            @QueryParam("dry_run") @DefaultValue("false") @Describe("Whether to show what it would do only.")
                    boolean dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Context RestCall call) {
        return Changes.apply(
                call, () -> configuration.undo(Changes.conditions(call, dryRun, ifMatch, configuration.revision())));
    }

    /** Under the same rules as any change. */
    @POST
    @Path("reload")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Reads the configuration file again and applies what is different.",
            returns = Outcome.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.PRECONDITION_FAILED})
    public Response reloadConfigs(
            @QueryParam("dry_run") @DefaultValue("false") @Describe("Whether to show the differences only.")
                    boolean dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Context RestCall call) {
        return Changes.apply(
                call, () -> configuration.reload(Changes.conditions(call, dryRun, ifMatch, configuration.revision())));
    }
}
