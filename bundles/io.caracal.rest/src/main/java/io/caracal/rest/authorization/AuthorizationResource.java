package io.caracal.rest.authorization;

import io.caracal.api.auth.AuthorizationAdministration;
import io.caracal.api.auth.AuthorizationAdministration.Explanation;
import io.caracal.api.auth.AuthorizationAdministration.Outcome;
import io.caracal.api.auth.AuthorizationAdministration.Step;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What holds for all sources together. */
@Path("authorization")
@Describe("Authorization: settings, caches, and why something is allowed or denied.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class AuthorizationResource implements RestResource {
    private final AuthorizationAdministration authorization;
    private final AuthorizationChanges changes;

    @Activate
    public AuthorizationResource(
            @Reference AuthorizationAdministration authorization,
            @Reference ConfigurationAdministration configuration) {
        this.authorization = authorization;
        this.changes = new AuthorizationChanges(configuration);
    }

    /** No sources. */
    @GET
    @Path("settings")
    @Operation(
            value = "Shows the settings of authorization.",
            description =
                    "no_match, deny_action, cache, recheck_on_change and bounds; GET schemas/authorization describes them.")
    public Map<String, Object> getAuthorizationSettings() {
        return changes.settings();
    }

    /** What is given of them. */
    @PUT
    @Path("settings")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Changes settings of authorization; those that are not named stay.",
            description = "A change of section authorization of the configuration, which survives restarts.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.CONFLICT})
    public Map<String, Object> changeAuthorizationSettings(
            @Describe(value = "Settings.", example = "{\"deny_action\": \"ignore\"}")
                    Map<String, @Nullable Object> body,
            @Context RestCall call) {
        Map<String, Object> before = changes.settings();
        changes.settings(body, call);
        Map<String, Object> after = changes.settings();
        call.changed(before, after);
        return after;
    }

    /** Of all clients. */
    @DELETE
    @Path("cache")
    @Operation("Forgets the cached decisions of all clients, at once.")
    public void deleteAuthorizationCache() {
        authorization.cleanCaches();
    }

    /** Why. */
    public record ExplanationView(
            @Describe("The decision: allow or deny.") String result,

            @Describe("What decided: superuser, client_acl, the type of a source, or no_match.")
            String decidedBy,

            @Describe("The rule that decided, as HOCON; absent if there is none to tell.") @Nullable
            String rule,

            @Describe("What was asked, in order.") List<StepView> steps) {
        static ExplanationView of(Explanation explanation) {
            return new ExplanationView(
                    explanation.allowed() ? "allow" : "deny",
                    explanation.decidedBy(),
                    explanation.rule().isEmpty() ? null : explanation.rule(),
                    explanation.steps().stream().map(StepView::of).toList());
        }
    }

    /** What one of those asked said. */
    public record StepView(
            @Describe("Who was asked.") String by,
            @Describe("What it said.") Outcome outcome,

            @Describe("The rule that decided, or what went wrong.") @Nullable
            String detail,

            @Describe("How long that took, in microseconds.")
            long micros) {
        static StepView of(Step step) {
            return new StepView(
                    step.by(),
                    step.outcome(),
                    step.detail().isEmpty() ? null : step.detail(),
                    step.took().toNanos() / 1000);
        }
    }

    /** Decides nothing, and counts nothing. */
    @POST
    @Path("explain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Tells whether a client may do something, and which rule of which source decides.",
            description =
                    "Of a client that is connected, or whose session is kept, user name, address, attributes and rules are known. "
                            + "Caches are not looked at.",
            errors = ErrorCode.BAD_REQUEST)
    public ExplanationView explainAuthorization(ExplainBody body) {
        return ExplanationView.of(Waiting.on(() -> authorization.explain(body.question(authorization))));
    }
}
