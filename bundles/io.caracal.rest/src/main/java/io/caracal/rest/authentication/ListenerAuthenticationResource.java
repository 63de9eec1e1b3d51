package io.caracal.rest.authentication;

import io.caracal.api.auth.AuthenticationAdministration;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestResource;
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

/** The chains of listeners, which their clients pass instead of that of the broker. */
@Path("listeners/{listener}/authentication")
@Describe(
        "Authentication of one listener, whose clients pass this chain instead of that of the broker as soon as it has an element.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ListenerAuthenticationResource implements RestResource {
    private static final String SURVIVES =
            "A change of section listeners of the configuration, which survives restarts. Those who are connected stay. ";
    private static final String KEYS =
            "mechanism, backend, enable, precondition, ignore_backend_failures and the settings of the type; GET schemas/authentication describes them.";
    private static final String EXAMPLE =
            "{\"mechanism\": \"password_based\", \"backend\": \"built_in_database\", \"user_id_type\": \"username\"}";

    private final ChainConfiguration configuration;
    private final AuthenticationAdministration authentication;

    @Activate
    public ListenerAuthenticationResource(
            @Reference AuthenticationAdministration authentication,
            @Reference ConfigurationAdministration configuration) {
        this.authentication = authentication;
        this.configuration = new ChainConfiguration(configuration);
    }

    private ChainRoutes chain(String listener) {
        return new ChainRoutes(ChainName.of(listener), configuration, authentication);
    }

    /** All. */
    @GET
    @Operation(
            value = "Lists the elements of the chain of a listener in the order in which clients pass them.",
            description = KEYS,
            errors = ErrorCode.NOT_FOUND)
    public List<Map<String, Object>> listListenerAuthentication(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener) {
        return chain(listener).list();
    }

    /** A new one, last in the order. */
    @POST
    @Operation(
            value = "Adds an element behind the others of the chain of a listener.",
            description = SURVIVES,
            status = 201,
            returns = Object.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.ALREADY_EXISTS, ErrorCode.CONFLICT})
    public Response createListenerAuthenticator(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @Describe(value = KEYS, example = EXAMPLE) Map<String, @Nullable Object> body,
            @Context RestCall call) {
        return created(chain(listener).add(body, call));
    }

    private static Response created(Object made) {
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    /** One. */
    @GET
    @Path("{id}")
    @Operation(value = "Shows an element of the chain of a listener.", description = KEYS, errors = ErrorCode.NOT_FOUND)
    public Map<String, Object> getListenerAuthenticator(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id) {
        return chain(listener).get(id);
    }

    /** All of its settings. */
    @PUT
    @Path("{id}")
    @Operation(
            value = "Replaces the settings of an element of the chain of a listener.",
            description = SURVIVES + "The new one is ready before the old one goes.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Map<String, Object> changeListenerAuthenticator(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @Describe(value = KEYS, example = EXAMPLE) Map<String, @Nullable Object> body,
            @Context RestCall call) {
        return chain(listener).change(id, body, call);
    }

    /** For good; its users stay on the disk. */
    @DELETE
    @Path("{id}")
    @Operation(
            value = "Removes an element from the chain of a listener.",
            description = SURVIVES + "Its users stay on the disk and are there again when it is added again.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteListenerAuthenticator(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @Context RestCall call) {
        chain(listener).remove(id, call);
    }

    /** How it is. */
    @GET
    @Path("{id}/status")
    @Operation(
            value = "Tells whether an element of the chain of a listener serves, and what it did.",
            errors = ErrorCode.NOT_FOUND)
    public ElementStatus getListenerAuthenticatorStatus(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id) {
        return chain(listener).status(id);
    }

    /** Elsewhere in the order. */
    @PUT
    @Path("{id}/position/{position}")
    @Operation(
            value = "Moves an element of the chain of a listener.",
            description = SURVIVES,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void moveListenerAuthenticator(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("position") @Describe(value = "front, rear, before:ID or after:ID.", example = "front")
                    String position,
            @Context RestCall call) {
        chain(listener).move(id, position, call);
    }

    /** A page of users. */
    @GET
    @Path("{id}/users")
    @Operation(
            value = "Lists users of an element of the chain of a listener, by their ids.",
            description = "Those of the database; users that stand in the configuration are seen there.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Page<UserView> listListenerAuthenticatorUsers(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @BeanParam Conditions conditions) {
        return chain(listener).users(id).list(conditions);
    }

    /** A new one. */
    @POST
    @Path("{id}/users")
    @Operation(
            value = "Adds a user to an element of the chain of a listener.",
            status = 201,
            returns = UserView.class,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.ALREADY_EXISTS, ErrorCode.CONFLICT})
    public Response createListenerAuthenticatorUser(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            UserBody body,
            @Context RestCall call) {
        return created(chain(listener).users(id).add(body, call));
    }

    /** One. */
    @GET
    @Path("{id}/users/{user_id}")
    @Operation(
            value = "Shows a user of an element of the chain of a listener.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public UserView getListenerAuthenticatorUser(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("user_id") @Describe(value = "User name or client identifier.", example = "kay") String userId) {
        return chain(listener).users(id).get(userId);
    }

    /** What is given of it. */
    @PUT
    @Path("{id}/users/{user_id}")
    @Operation(
            value = "Changes password or rights of a user of an element of the chain of a listener.",
            description = "Whoever is connected stays connected.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public UserView changeListenerAuthenticatorUser(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("user_id") @Describe(value = "User name or client identifier.", example = "kay") String userId,
            UserChange body,
            @Context RestCall call) {
        return chain(listener).users(id).change(userId, body, call);
    }

    /** For good. */
    @DELETE
    @Path("{id}/users/{user_id}")
    @Operation(
            value = "Removes a user from an element of the chain of a listener.",
            description = "Whoever is connected stays connected.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public void deleteListenerAuthenticatorUser(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @PathParam("user_id") @Describe(value = "User name or client identifier.", example = "kay") String userId,
            @Context RestCall call) {
        chain(listener).users(id).remove(userId, call);
    }

    /** Many at once. */
    @POST
    @Path("{id}/import_users")
    @Consumes({UserFileType.CSV, MediaType.APPLICATION_JSON})
    @Operation(
            value = "Adds or replaces the users of a file, all of them or none.",
            description = UserFileType.DESCRIPTION,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public Imported importListenerAuthenticatorUsers(
            @PathParam("listener") @Describe(value = "Type and name.", example = "tcp:default") String listener,
            @PathParam("id") @Describe(value = "Mechanism and back end.", example = "password_based:built_in_database")
                    String id,
            @Describe(value = "The file.", example = UserFileType.EXAMPLE) String body,
            @Context HttpHeaders headers,
            @Context RestCall call) {
        return chain(listener).users(id).importUsers(body, UserFileType.of(headers), call);
    }
}
