package io.caracal.rest.authentication;

import io.caracal.api.auth.AuthenticationAdministration;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestResource;
import io.caracal.rest.authentication.TrialBodies.TrialBody;
import io.caracal.rest.authentication.TrialBodies.TrialView;
import io.caracal.rest.authentication.UserRoutes.Conditions;
import io.caracal.rest.authentication.UserRoutes.Imported;
import io.caracal.rest.authentication.UserRoutes.UserBody;
import io.caracal.rest.authentication.UserRoutes.UserChange;
import io.caracal.rest.authentication.UserRoutes.UserView;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The chain of the broker. */
@Path("authentication")
@Describe("Authentication: the elements that clients pass, in order, their users, and what they would decide.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class AuthenticationResource implements RestResource {
    private static final String SURVIVES =
            "A change of section authentication of the configuration, which survives restarts. Those who are connected stay. ";
    private static final String KEYS =
            "mechanism, backend, enable, precondition, ignore_backend_failures and the settings of the type; GET schemas/authentication describes them.";
    private static final String EXAMPLE =
            "{\"mechanism\": \"password_based\", \"backend\": \"built_in_database\", \"user_id_type\": \"username\"}";

    private final ChainConfiguration configuration;
    private final AuthenticationAdministration authentication;

    @Activate
    public AuthenticationResource(
            @Reference AuthenticationAdministration authentication,
            @Reference ConfigurationAdministration configuration) {
        this.authentication = authentication;
        this.configuration = new ChainConfiguration(configuration);
    }

    private ChainRoutes chain() {
        return new ChainRoutes(ChainName.BROKER, configuration, authentication);
    }

    /** All. */
    @GET
    @Operation(value = "Lists the elements of the chain in the order in which clients pass them.", description = KEYS)
    public List<Map<String, Object>> listAuthentication() {
        return chain().list();
    }

    /** A new one, last in the order. */
    @POST
    @Operation(
            value = "Adds an element behind the others of the chain.",
            description = SURVIVES,
            status = 201,
            returns = Object.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.ALREADY_EXISTS, ErrorCode.CONFLICT})
    public Response createAuthenticator(
            @Describe(value = KEYS, example = EXAMPLE) Map<String, @Nullable Object> body, @Context RestCall call) {
        return created(chain().add(body, call));
    }

    private static Response created(Object made) {
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    /** One. */
    @GET
    @Path("{id}")
    @Operation(value = "Shows an element of the chain.", description = KEYS, errors = ErrorCode.NOT_FOUND)
    public Map<String, Object> getAuthenticator(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id) {
        return chain().get(id);
    }

    /** All of its settings. */
    @PUT
    @Path("{id}")
    @Operation(
            value = "Replaces the settings of an element of the chain.",
            description = SURVIVES + "The new one is ready before the old one goes.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Map<String, Object> changeAuthenticator(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @Describe(value = KEYS, example = EXAMPLE) Map<String, @Nullable Object> body,
            @Context RestCall call) {
        return chain().change(id, body, call);
    }

    /** For good; its users stay on the disk. */
    @DELETE
    @Path("{id}")
    @Operation(
            value = "Removes an element from the chain.",
            description = SURVIVES + "Its users stay on the disk and are there again when it is added again.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteAuthenticator(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @Context RestCall call) {
        chain().remove(id, call);
    }

    /** How it is. */
    @GET
    @Path("{id}/status")
    @Operation(value = "Tells whether an element of the chain serves, and what it did.", errors = ErrorCode.NOT_FOUND)
    public ElementStatus getAuthenticatorStatus(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id) {
        return chain().status(id);
    }

    /** Elsewhere in the order. */
    @PUT
    @Path("{id}/position/{position}")
    @Operation(
            value = "Moves an element of the chain.",
            description = SURVIVES,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void moveAuthenticator(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("position") @Describe(value = "front, rear, before:ID or after:ID.", example = "front")
                    String position,
            @Context RestCall call) {
        chain().move(id, position, call);
    }

    /** All of them in another order. */
    @PUT
    @Path("order")
    @Operation(
            value = "Puts the elements into another order.",
            description = SURVIVES,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void orderAuthentication(
            @Describe(value = "The ids of all elements, in the order that is wanted.", example = "[]")
                    List<IdBody> body,
            @Context RestCall call) {
        chain().order(body.stream().map(IdBody::id).toList(), call);
    }

    /** An element, named. */
    public record IdBody(
            @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database", min = 1)
            String id) {}

    /** The bounds. */
    @GET
    @Path("settings")
    @Operation("Shows the bounds that hold for all chains.")
    public Map<String, Object> getAuthenticationSettings() {
        return configuration.settings();
    }

    /** What is given of them. */
    @PUT
    @Path("settings")
    @Operation(
            value = "Changes bounds that hold for all chains; the others stay.",
            description = "A change of section authentication_settings of the configuration, which survives restarts.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.CONFLICT})
    public Map<String, Object> changeAuthenticationSettings(
            @Describe(
                            value =
                                    "Keys of section authentication_settings; GET schemas/authentication_settings describes them.",
                            example = "{\"max_in_progress\": 5000}")
                    Map<String, @Nullable Object> body,
            @Context RestCall call) {
        Map<String, Object> before = configuration.settings();
        configuration.settings(body, call);
        Map<String, Object> after = configuration.settings();
        call.changed(before, after);
        return after;
    }

    /** Nothing changes. */
    @POST
    @Path("dry_run")
    @Operation(
            value = "Tells what would be decided about a client, element by element.",
            description =
                    "The chain of the client's listener is asked, or that of the broker. Nobody is connected, and metrics stay as they are; back ends are asked in earnest.",
            errors = ErrorCode.BAD_REQUEST)
    public TrialView tryAuthentication(TrialBody body) {
        return TrialView.of(Waiting.on(() -> authentication.tryOut(body.request())));
    }

    /** A page of users. */
    @GET
    @Path("{id}/users")
    @Operation(
            value = "Lists users of an element of the chain, by their ids.",
            description = "Those of the database; users that stand in the configuration are seen there.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Page<UserView> listAuthenticatorUsers(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @BeanParam Conditions conditions) {
        return chain().users(id).list(conditions);
    }

    /** A new one. */
    @POST
    @Path("{id}/users")
    @Operation(
            value = "Adds a user to an element of the chain.",
            status = 201,
            returns = UserView.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.ALREADY_EXISTS, ErrorCode.CONFLICT})
    public Response createAuthenticatorUser(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            UserBody body,
            @Context RestCall call) {
        return created(chain().users(id).add(body, call));
    }

    /** One. */
    @GET
    @Path("{id}/users/{user_id}")
    @Operation(
            value = "Shows a user of an element of the chain.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public UserView getAuthenticatorUser(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("user_id") @Describe(value = "User name or client identifier.", example = "kay") String userId) {
        return chain().users(id).get(userId);
    }

    /** What is given of it. */
    @PUT
    @Path("{id}/users/{user_id}")
    @Operation(
            value = "Changes password or rights of a user of an element of the chain.",
            description = "Whoever is connected stays connected.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public UserView changeAuthenticatorUser(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("user_id") @Describe(value = "User name or client identifier.", example = "kay") String userId,
            UserChange body,
            @Context RestCall call) {
        return chain().users(id).change(userId, body, call);
    }

    /** For good. */
    @DELETE
    @Path("{id}/users/{user_id}")
    @Operation(
            value = "Removes a user from an element of the chain.",
            description = "Whoever is connected stays connected.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteAuthenticatorUser(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("user_id") @Describe(value = "User name or client identifier.", example = "kay") String userId,
            @Context RestCall call) {
        chain().users(id).remove(userId, call);
    }

    /** Many at once. */
    @POST
    @Path("{id}/import_users")
    @Consumes({UserFileType.CSV, MediaType.APPLICATION_JSON})
    @Operation(
            value = "Adds or replaces the users of a file, all of them or none.",
            description = UserFileType.DESCRIPTION,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Imported importAuthenticatorUsers(
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @Describe(value = "The file.", example = UserFileType.EXAMPLE) String body,
            @Context HttpHeaders headers,
            @Context RestCall call) {
        return chain().users(id).importUsers(body, UserFileType.of(headers), call);
    }
}
