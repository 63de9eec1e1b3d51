package io.caracal.rest.login;

import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import io.caracal.api.rest.Role;
import io.caracal.rest.login.Users.User;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The people who may log in. */
@Path("users")
@Describe("The people who may log in.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Access(value = Role.ADMINISTRATOR, apiKeys = false)
public final class UsersResource implements RestResource {
    private final Accounts accounts;

    public UsersResource(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A user without the password. */
    public record UserInfo(
            @Describe("Name to log in with.") String username,
            @Describe("What the user may do.") Role role,
            @Describe("Text for people.") String description,
            @Describe("When the user was made.") Instant createdAt) {
        static UserInfo of(User user) {
            return new UserInfo(user.username(), user.role(), user.description(), user.createdAt());
        }
    }

    /** A user to be made. */
    public record NewUser(
            @Describe(
                    value = "Name to log in with: letters, digits, dots, hyphens, underscores and @.",
                    example = "otter",
                    min = 1,
                    max = 64)
            String username,

            @Describe(value = "Password.", example = "fish and more fish", min = 1, max = 256)
            String password,

            @Describe(value = "administrator or viewer; viewer if left out.", example = "viewer")
            Optional<Role> role,

            @Describe(value = "Text for people.", max = 1024)
            Optional<String> description) {
        @Override
        public String toString() {
            return "NewUser[username=" + username + "]";
        }
    }

    /** What of a user can be changed. */
    public record UserChange(
            @Describe(value = "administrator or viewer; as it is if left out.", example = "viewer")
            Optional<Role> role,

            @Describe(value = "Text for people; as it is if left out.", max = 1024)
            Optional<String> description) {}

    /** A change of a password. */
    public record PasswordChange(
            @Describe(value = "The password as it is; asked for when one changes one's own.", max = 256)
            Optional<String> oldPwd,

            @Describe(value = "The password as it shall be.", example = "fish and more fish", min = 1, max = 256)
            String newPwd) {
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    /** All of them. */
    @GET
    @Operation("Lists the users.")
    public List<UserInfo> listUsers() {
        return accounts.users().all().stream().map(UserInfo::of).toList();
    }

    /** A new one. */
    @POST
    @Operation(value = "Makes a user.", errors = ErrorCode.ALREADY_EXISTS)
    public UserInfo createUser(NewUser body, @Context RestCall call) {
        UserInfo made = UserInfo.of(accounts.users()
                .add(
                        body.username(),
                        body.password(),
                        body.role().orElse(Role.VIEWER),
                        body.description().orElse("")));
        call.changed(null, made);
        return made;
    }

    /** One of them. */
    @GET
    @Path("{username}")
    @Operation(value = "Shows a user.", errors = ErrorCode.NOT_FOUND)
    public UserInfo getUser(
            @PathParam("username") @Describe(value = "Name of the user.", example = "admin") String username) {
        return UserInfo.of(accounts.users().get(username));
    }

    /** Role and description. */
    @PUT
    @Path("{username}")
    @Operation(
            value = "Changes a user.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.NOT_ALLOWED})
    public UserInfo updateUser(
            @PathParam("username") @Describe(value = "Name of the user.", example = "admin") String username,
            UserChange body,
            @Context RestCall call) {
        User before = accounts.users().get(username);
        User after = accounts.users()
                .update(
                        username,
                        body.role().orElse(before.role()),
                        body.description().orElse(before.description()));
        call.changed(UserInfo.of(before), UserInfo.of(after));
        return UserInfo.of(after);
    }

    /** The user, and all tokens. */
    @DELETE
    @Path("{username}")
    @Operation(
            value = "Removes a user, whose tokens are worthless then.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.NOT_ALLOWED})
    public void deleteUser(
            @PathParam("username") @Describe(value = "Name of the user.", example = "admin") String username,
            @Context RestCall call) {
        UserInfo before = getUser(username);
        accounts.users().remove(username);
        accounts.tokens().revokeAll(username);
        call.changed(before, null);
    }

    /** One's own, or as an administrator anybody's. */
    @POST
    @Path("{username}/change_pwd")
    @Access(
            value = {Role.ADMINISTRATOR, Role.VIEWER},
            apiKeys = false)
    @Operation(
            value = "Changes a password; all tokens of the user are worthless then.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.BAD_USERNAME_OR_PWD, ErrorCode.LOGIN_LOCKED})
    public void changePassword(
            @PathParam("username") @Describe(value = "Name of the user.", example = "admin") String username,
            PasswordChange body,
            @Context Caller caller) {
        boolean own = caller.kind() == Caller.Kind.USER && caller.name().equals(username);
        if (!own && caller.role() != Role.ADMINISTRATOR) {
            throw new RestException(ErrorCode.FORBIDDEN, "only administrators change the passwords of others");
        }
        accounts.users().get(username);
        if (own) {
            accounts.checkPassword(
                    username,
                    body.oldPwd()
                            .orElseThrow(
                                    () -> RestException.badRequest(
                                            "old_pwd: is missing, expected text; it is asked for when one changes one's own password")));
        }
        accounts.users().setPassword(username, body.newPwd());
        accounts.tokens().revokeAll(username);
    }
}
