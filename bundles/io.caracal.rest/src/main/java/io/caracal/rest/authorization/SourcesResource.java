package io.caracal.rest.authorization;

import io.caracal.api.auth.AuthorizationAdministration;
import io.caracal.api.auth.AuthorizationAdministration.SourceReport;
import io.caracal.api.auth.RuleFile;
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
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The sources of authorization. */
@Path("authorization/sources")
@Describe(
        "Sources of authorization: what clients may do is looked up there, in order; the first that allows or denies decides.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class SourcesResource implements RestResource {
    private static final String SURVIVES =
            "A change of section authorization of the configuration, which survives restarts. ";
    private static final String SETTINGS =
            "type, enable and the settings of the type; GET schemas/authorization describes them. Of file also rules: the text of the file, "
                    + "or a list of rules.";
    private static final String EXAMPLE = "{\"type\": \"built_in_database\", \"enable\": true}";

    private final AuthorizationAdministration authorization;
    private final AuthorizationChanges changes;
    private final RuleFileBody file;

    @Activate
    public SourcesResource(
            @Reference AuthorizationAdministration authorization,
            @Reference RuleFile file,
            @Reference ConfigurationAdministration configuration) {
        this.authorization = authorization;
        this.changes = new AuthorizationChanges(configuration);
        this.file = new RuleFileBody(file);
    }

    /** The sources in their order. */
    public record SourceList(List<Map<String, Object>> sources) {}

    /** All. */
    @GET
    @Operation(value = "Lists the sources in the order in which they are asked.", description = SETTINGS)
    public SourceList listAuthorizationSources() {
        return new SourceList(changes.sources().stream().map(this::shown).toList());
    }

    private Map<String, Object> shown(Map<String, Object> source) {
        Map<String, Object> shown = new LinkedHashMap<>(source);
        shown.putIfAbsent("enable", true);
        if (SourceOrder.type(source).equals(RuleFileBody.TYPE)) {
            file.show(shown);
        }
        return shown;
    }

    /** A new one, last in the order. */
    @POST
    @Operation(
            value = "Adds a source behind the others.",
            description = SURVIVES,
            status = 201,
            returns = Object.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.ALREADY_EXISTS, ErrorCode.CONFLICT})
    public Response createAuthorizationSource(
            @Describe(value = SETTINGS, example = EXAMPLE) Map<String, @Nullable Object> body, @Context RestCall call) {
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(body);
        Optional<Object> rules = RuleFileBody.take(settings);
        if (!(settings.get("type") instanceof String type)) {
            throw RestException.badRequest("type: expected the type of a source, such as built_in_database");
        }
        changes.sources(
                sources -> {
                    if (SourceOrder.contains(sources, type)) {
                        throw new RestException(ErrorCode.ALREADY_EXISTS, "there is a source \"" + type + "\" already");
                    }
                    sources.add(present(settings));
                    return sources;
                },
                call);
        rules.ifPresent(file::write);
        Map<String, Object> made = getAuthorizationSource(type);
        call.changed(null, made);
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    private static Map<String, Object> present(Map<String, @Nullable Object> settings) {
        Map<String, Object> present = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    /** One. */
    @GET
    @Path("{type}")
    @Operation(value = "Shows a source.", description = SETTINGS, errors = ErrorCode.NOT_FOUND)
    public Map<String, Object> getAuthorizationSource(
            @PathParam("type") @Describe(value = "Its type.", example = "file") String type) {
        List<Map<String, Object>> sources = changes.sources();
        return shown(sources.get(SourceOrder.index(sources, type)));
    }

    /** All of its settings. */
    @PUT
    @Path("{type}")
    @Operation(
            value = "Replaces the settings of a source.",
            description =
                    SURVIVES + "The new one is ready before the old one goes. Caches are clean when the answer comes.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Map<String, Object> changeAuthorizationSource(
            @PathParam("type") @Describe(value = "Its type.", example = "file") String type,
            @Describe(value = SETTINGS, example = "{\"type\": \"file\", \"enable\": true}")
                    Map<String, @Nullable Object> body,
            @Context RestCall call) {
        Map<String, Object> before = getAuthorizationSource(type);
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(body);
        Optional<Object> rules = RuleFileBody.take(settings);
        if (!type.equals(settings.getOrDefault("type", type))) {
            throw RestException.badRequest("type: given " + settings.get("type") + ", expected " + type);
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("type", type);
        wanted.putAll(present(settings));
        if (!same(wanted, changes.sources(), type)) {
            changes.sources(
                    sources -> {
                        sources.set(SourceOrder.index(sources, type), wanted);
                        return sources;
                    },
                    call);
        }
        rules.ifPresent(file::write);
        Map<String, Object> after = getAuthorizationSource(type);
        call.changed(before, after);
        return after;
    }

    /** So that rules can be written although the sources themselves are pinned. */
    private static boolean same(Map<String, Object> wanted, List<Map<String, Object>> sources, String type) {
        Map<String, Object> present = new LinkedHashMap<>(sources.get(SourceOrder.index(sources, type)));
        Map<String, Object> given = new LinkedHashMap<>(wanted);
        present.putIfAbsent("enable", true);
        given.putIfAbsent("enable", true);
        return present.equals(given);
    }

    /** For good. */
    @DELETE
    @Path("{type}")
    @Operation(
            value = "Removes a source.",
            description = SURVIVES + "Rules of built_in_database stay on the disk.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteAuthorizationSource(
            @PathParam("type") @Describe(value = "Its type.", example = "file") String type, @Context RestCall call) {
        Map<String, Object> before = getAuthorizationSource(type);
        changes.sources(
                sources -> {
                    sources.remove(SourceOrder.index(sources, type));
                    return sources;
                },
                call);
        call.changed(before, null);
    }

    /** Whether it serves, and what it did. */
    public record SourceStatus(
            @Describe("Its type.") String type,
            @Describe("Whether it is asked.") boolean enable,

            @Describe("running, type not installed, failed or disabled.")
            String status,

            @Describe("Why it does not run, or the version that does.")
            String reason,

            @Describe("Questions that it allowed.") long allow,
            @Describe("Questions that it denied.") long deny,
            @Describe("Questions left to the next source.") long nomatch,

            @Describe("Questions without a usable answer, which are denied.")
            long error,

            @Describe("How long a question took on average, in microseconds.")
            long latencyMicros) {
        static SourceStatus of(SourceReport report) {
            var counters = report.counters();
            long all = counters.allow() + counters.deny() + counters.nomatch() + counters.error();
            return new SourceStatus(
                    report.type(),
                    report.enable(),
                    report.status().toString(),
                    report.reason(),
                    counters.allow(),
                    counters.deny(),
                    counters.nomatch(),
                    counters.error(),
                    all == 0 ? 0 : counters.nanos() / all / 1000);
        }
    }

    /** How it is. */
    @GET
    @Path("{type}/status")
    @Operation(value = "Tells whether a source serves, and what it did.", errors = ErrorCode.NOT_FOUND)
    public SourceStatus getAuthorizationSourceStatus(
            @PathParam("type") @Describe(value = "Its type.", example = "file") String type) {
        return authorization.sources().stream()
                .filter(report -> report.type().equals(type))
                .findFirst()
                .map(SourceStatus::of)
                .orElseThrow(() -> RestException.notFound("there is no source \"" + type + "\""));
    }

    /** Where to. */
    public record MoveBody(
            @Describe(value = "front, rear, before:TYPE or after:TYPE.", example = "front", min = 1)
            String position) {}

    /** Elsewhere in the order. */
    @POST
    @Path("{type}/move")
    @Operation(
            value = "Moves a source.",
            description = SURVIVES,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void moveAuthorizationSource(
            @PathParam("type") @Describe(value = "Its type.", example = "file") String type,
            MoveBody body,
            @Context RestCall call) {
        List<String> before = types();
        changes.sources(sources -> SourceOrder.moved(sources, type, body.position()), call);
        call.changed(before, types());
    }

    /** A source in an order. */
    public record OrderEntry(
            @Describe(value = "Its type.", example = "file", min = 1)
            String type) {}

    /** All of them. */
    @PUT
    @Path("order")
    @Operation(
            value = "Puts all sources into an order.",
            description = SURVIVES + "Each source is named once.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void orderAuthorizationSources(List<OrderEntry> body, @Context RestCall call) {
        List<String> before = types();
        changes.sources(
                sources -> SourceOrder.ordered(
                        sources, body.stream().map(OrderEntry::type).toList()),
                call);
        call.changed(before, types());
    }

    private List<String> types() {
        return changes.sources().stream().map(SourceOrder::type).toList();
    }
}
