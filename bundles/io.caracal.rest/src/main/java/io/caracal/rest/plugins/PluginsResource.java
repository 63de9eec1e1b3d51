package io.caracal.rest.plugins;

import io.caracal.api.plugins.PluginAdministration;
import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginPlan;
import io.caracal.api.plugins.PluginSource;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.LargeBody;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
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
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Install, update, roll back and remove plugins while the broker runs. */
@Path("plugins")
@Describe(
        "Plugins: bundles and features that are installed, updated, rolled back and removed while clients stay connected.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class PluginsResource implements RestResource {
    private static final String TAKE_OVER = "Take the plugin over from the file in the folder plugins/ that brings it.";
    private static final String DRY_RUN = "Tell what would happen, and do nothing.";
    private static final String SHA256 = "SHA-256 of the body, 64 hexadecimal digits.";
    private static final String SHA256_OF_FILE = "SHA-256 of the file, 64 hexadecimal digits; here, or in the form.";
    private static final String UPLOADS =
            "Uploads are off unless plugins.upload.enable is set, and the caller has to be among plugins.upload.allow.";

    private final PluginAdministration plugins;
    private final PluginChanges changes;

    /** What is to be installed. */
    public record Source(
            @Describe(
                    value =
                            "The name of a feature of the distribution, coordinates group:artifact:version of a bundle in its"
                                    + " repository, or, in an update, a version that is kept.",
                    example = "io.caracal.auth.builtin",
                    min = 1,
                    max = 500)
            String source) {}

    /** An upload as a form. */
    public record PluginForm(
            @Describe(value = "SHA-256 of the file; its part stands before that of the file.", min = 64, max = 64)
            Optional<String> sha256,

            @Describe(
                    "The file, sent with a file name: a bundle, a feature file, or an archive of both. It is the last part.")
            InputStream plugin)
            implements Closeable {
        @Override
        public void close() throws IOException {
            plugin.close();
        }
    }

    @Activate
    public PluginsResource(BundleContext context, @Reference PluginAdministration plugins) {
        this.plugins = plugins;
        this.changes = new PluginChanges(plugins, context.getBundle().getSymbolicName());
    }

    /** All of them. */
    @GET
    @Operation("Lists the plugins: versions, owner, bundles, components, what they wait for, types and who uses them.")
    public Page<PluginInfo> listPlugins(
            @QueryParam("page") @DefaultValue("1") @Describe(value = "Which page.", min = 1) int page,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Describe(value = "Most elements of a page.", min = 1, max = Page.MAX_LIMIT)
                    int limit) {
        return Page.of(plugins.plugins(), page, limit);
    }

    /** One. */
    @GET
    @Path("{name}")
    @Operation(value = "Shows a plugin.", errors = ErrorCode.NOT_FOUND)
    public PluginInfo getPlugin(@PathParam("name") @Describe("Its name.") String name) {
        return plugins.plugin(name).orElseThrow(() -> RestException.notFound("there is no plugin " + name));
    }

    /** From the machine. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Installs a plugin that is on the broker's machine.",
            returns = PluginPlan.class,
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.SERVICE_UNAVAILABLE})
    public Response installPlugin(
            Source source,
            @QueryParam("take_over") @DefaultValue("false") @Describe(TAKE_OVER) boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        return changes.make(new PluginChange.Install(new PluginSource.Stored(source.source()), takeOver), dryRun, call);
    }

    /** From elsewhere. */
    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @LargeBody
    @Operation(
            value = "Uploads a plugin and installs it: a bundle, a feature file, or an archive of both.",
            description = UPLOADS,
            returns = PluginPlan.class,
            errors = {
                ErrorCode.NOT_ALLOWED,
                ErrorCode.CONFLICT,
                ErrorCode.CONTENT_TOO_LARGE,
                ErrorCode.SERVICE_UNAVAILABLE
            })
    public Response uploadPlugin(
            InputStream content,
            @QueryParam("sha256") @Describe(value = SHA256, min = 64, max = 64) @Nullable String sha256,
            @QueryParam("take_over") @DefaultValue("false") @Describe(TAKE_OVER) boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        return changes.make(new PluginChange.Install(received(content, sha256, call), takeOver), dryRun, call);
    }

    /** From elsewhere, as browsers and {@code curl -F} send it. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @LargeBody
    @Operation(
            value = "Uploads a plugin as the part \"plugin\" of a form and installs it.",
            description = UPLOADS,
            returns = PluginPlan.class,
            errors = {
                ErrorCode.NOT_ALLOWED,
                ErrorCode.CONFLICT,
                ErrorCode.CONTENT_TOO_LARGE,
                ErrorCode.SERVICE_UNAVAILABLE
            })
    public Response uploadPluginForm(
            PluginForm form,
            @QueryParam("sha256") @Describe(value = SHA256_OF_FILE, min = 64, max = 64) @Nullable String sha256,
            @QueryParam("take_over") @DefaultValue("false") @Describe(TAKE_OVER) boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        return changes.make(new PluginChange.Install(received(form, sha256, call), takeOver), dryRun, call);
    }

    /** To a version that is on the machine. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Replaces a plugin by another version that is on the broker's machine.",
            returns = PluginPlan.class,
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.SERVICE_UNAVAILABLE})
    public Response updatePlugin(
            @PathParam("name") @Describe("Its name.") String name,
            Source source,
            @QueryParam("take_over") @DefaultValue("false") @Describe(TAKE_OVER) boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        return changes.make(
                new PluginChange.Update(name, new PluginSource.Stored(source.source()), takeOver), dryRun, call);
    }

    /** To a version from elsewhere. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @LargeBody
    @Operation(
            value = "Uploads another version of a plugin and replaces it.",
            description = UPLOADS,
            returns = PluginPlan.class,
            errors = {
                ErrorCode.NOT_ALLOWED,
                ErrorCode.NOT_FOUND,
                ErrorCode.CONFLICT,
                ErrorCode.CONTENT_TOO_LARGE,
                ErrorCode.SERVICE_UNAVAILABLE
            })
    public Response uploadPluginVersion(
            @PathParam("name") @Describe("Its name.") String name,
            InputStream content,
            @QueryParam("sha256") @Describe(value = SHA256, min = 64, max = 64) @Nullable String sha256,
            @QueryParam("take_over") @DefaultValue("false") @Describe(TAKE_OVER) boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        getPlugin(name);
        return changes.make(new PluginChange.Update(name, received(content, sha256, call), takeOver), dryRun, call);
    }

    /** To a version from elsewhere, as a form. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @LargeBody
    @Operation(
            value = "Uploads another version of a plugin as the part \"plugin\" of a form and replaces it.",
            description = UPLOADS,
            returns = PluginPlan.class,
            errors = {
                ErrorCode.NOT_ALLOWED,
                ErrorCode.NOT_FOUND,
                ErrorCode.CONFLICT,
                ErrorCode.CONTENT_TOO_LARGE,
                ErrorCode.SERVICE_UNAVAILABLE
            })
    public Response uploadPluginVersionForm(
            @PathParam("name") @Describe("Its name.") String name,
            PluginForm form,
            @QueryParam("sha256") @Describe(value = SHA256_OF_FILE, min = 64, max = 64) @Nullable String sha256,
            @QueryParam("take_over") @DefaultValue("false") @Describe(TAKE_OVER) boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        getPlugin(name);
        return changes.make(new PluginChange.Update(name, received(form, sha256, call), takeOver), dryRun, call);
    }

    /** To the version before. */
    @POST
    @Path("{name}/rollback")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            value = "Goes back to the version before; once more undoes it.",
            returns = PluginPlan.class,
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.SERVICE_UNAVAILABLE})
    public Response rollBackPlugin(
            @PathParam("name") @Describe("Its name.") String name,
            @QueryParam("take_over") @DefaultValue("false") @Describe(TAKE_OVER) boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        return changes.make(new PluginChange.Rollback(name, takeOver), dryRun, call);
    }

    /** Away with it. */
    @DELETE
    @Path("{name}")
    @Operation(
            value = "Removes a plugin. The configuration that uses it stays.",
            returns = PluginPlan.class,
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.SERVICE_UNAVAILABLE})
    public Response removePlugin(
            @PathParam("name") @Describe("Its name.") String name,
            @QueryParam("take_over")
                    @DefaultValue("false")
                    @Describe("If a file in the folder plugins/ brings it, hold it back as long as the file is there.")
                    boolean takeOver,
            @QueryParam("dry_run") @DefaultValue("false") @Describe(DRY_RUN) boolean dryRun,
            @Context RestCall call) {
        return changes.make(new PluginChange.Remove(name, takeOver), dryRun, call);
    }

    private PluginSource received(PluginForm form, @Nullable String sha256, RestCall call) {
        String stated = form.sha256().orElse(sha256);
        if (stated == null) {
            throw RestException.badRequest(
                    "sha256: none was given, expected is the SHA-256 of the file in 64 hexadecimal digits, as ?sha256=… or as a part of the form before the file");
        }
        if (sha256 != null && !sha256.equalsIgnoreCase(stated)) {
            throw RestException.badRequest("sha256: the query says " + sha256 + ", the form says " + stated
                    + ", expected the same, or one of the two");
        }
        return received(form.plugin(), stated, call);
    }

    private PluginSource received(InputStream content, @Nullable String sha256, RestCall call) {
        if (sha256 == null) {
            throw RestException.badRequest(
                    "sha256: none was given, expected is the SHA-256 of the body in 64 hexadecimal digits");
        }
        try {
            return new PluginSource.Uploaded(plugins.receive(content, sha256, call.actor(), call.sourceAddress()));
        } catch (PluginException e) {
            throw PluginChanges.refusal(e);
        } catch (IOException e) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "the upload could not be stored (" + e.getMessage() + "); is the disk full?");
        }
    }
}
