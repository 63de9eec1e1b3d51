package io.caracal.rest.login;

import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import io.caracal.api.rest.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Log-in and log-out. */
@Path("/")
@Describe("Tokens for people.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LoginResource implements RestResource {
    private static final int BEARER = "Bearer ".length();

    private final Accounts accounts;
    private final String version;

    public LoginResource(Accounts accounts, String version) {
        this.accounts = accounts;
        this.version = version;
    }

    /** Who logs in. */
    public record Credentials(
            @Describe(value = "Name of the user.", example = "admin", min = 1, max = 256)
            String username,

            @Describe(value = "The user's password.", min = 1, max = 256)
            String password) {
        @Override
        public String toString() {
            return "Credentials[username=" + username + "]";
        }
    }

    /** What somebody gets who has logged in. */
    public record LoggedIn(
            @Describe("To be sent as Authorization: Bearer TOKEN.")
            String token,

            @Describe("Seconds that the token is good for.") long expiresIn,
            @Describe("What the user may do.") Role role,
            @Describe("The version of the broker.") String version) {}

    /** By name and password. */
    @POST
    @Path("login")
    @Access(anonymous = true)
    @Operation(
            value = "Gives a token for name and password.",
            errors = {ErrorCode.BAD_USERNAME_OR_PWD, ErrorCode.LOGIN_LOCKED})
    public LoggedIn login(Credentials credentials, @Context RestCall call) {
        call.changed(null, new Attempt(credentials.username()));
        String token = accounts.logIn(credentials.username(), credentials.password());
        Role role = accounts.users().get(credentials.username()).role();
        return new LoggedIn(token, accounts.tokens().expiry().toSeconds(), role, version);
    }

    /** What the audit log tells of a log-in, which has no caller yet. */
    record Attempt(String username) {}

    /** The token that is given. */
    @POST
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @Access(
            value = {Role.ADMINISTRATOR, Role.VIEWER},
            apiKeys = false)
    @Operation(value = "Makes the token worthless that the call is made with.", errors = ErrorCode.NOT_ALLOWED)
    public void logout(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Context Caller caller) {
        if (caller.kind() != Caller.Kind.USER || authorization == null) {
            throw new RestException(
                    ErrorCode.NOT_ALLOWED, "only the token of a user who has logged in can be given back");
        }
        accounts.tokens().revoke(authorization.substring(BEARER).strip());
    }
}
