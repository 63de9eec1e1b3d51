package io.caracal.rest.authentication;

import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserAdministration;
import io.caracal.api.auth.UserAdministration.Format;
import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.api.auth.UserDatabase.UserPage;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the routes of the users of one element do. */
final class UserRoutes {
    private final String element;
    private final UserAdministration users;

    UserRoutes(String element, UserAdministration users) {
        this.element = element;
        this.users = users;
    }

    /** A user; nothing of the password is shown. */
    public record UserView(
            @Describe("User name or client identifier.") String userId,

            @Describe("Whether it is free of authorization checks.")
            boolean isSuperuser) {
        static UserView of(StoredUser user) {
            return new UserView(user.userId(), user.superuser());
        }
    }

    /** A user that is wanted. */
    public record UserBody(
            @Describe(value = "User name or client identifier.", example = "kay", min = 1, max = StoredUser.MAX_LENGTH)
            String userId,

            @Describe(value = "The password.", example = "a long secret", min = 1, max = 65_535)
            String password,

            @Describe("Whether it is free of authorization checks, which it is not if nothing is said.") @Nullable
            Boolean isSuperuser) {
        NewUser user() {
            return new NewUser(
                    userId,
                    Optional.of(password.getBytes(StandardCharsets.UTF_8)),
                    Optional.empty(),
                    Optional.empty(),
                    Boolean.TRUE.equals(isSuperuser));
        }
    }

    /** What can be changed of a user; what is absent stays. */
    public record UserChange(
            @Describe(value = "Another password.", example = "a longer secret", min = 1, max = 65_535) @Nullable
            String password,

            @Describe("Whether it is free of authorization checks.") @Nullable
            Boolean isSuperuser) {}

    /** How many users a file had. */
    public record Imported(
            @Describe("Users that were added or replaced.") int imported) {}

    /** Which are meant. */
    public static final class Conditions {
        @QueryParam("like_user_id")
        @DefaultValue("")
        @Describe("A part of the user id.")
        String likeUserId = "";

        @QueryParam("is_superuser")
        @Describe("Superusers, or others, only.")
        @Nullable
        Boolean isSuperuser;

        @QueryParam("page")
        @DefaultValue("1")
        @Describe(value = "Number of the page, counted from 1.", min = 1, max = 1_000_000)
        int page = 1;

        @QueryParam("limit")
        @DefaultValue("100")
        @Describe(value = "The most elements of the page.", min = 1, max = Page.MAX_LIMIT)
        int limit = Page.DEFAULT_LIMIT;
    }

    Page<UserView> list(Conditions conditions) {
        long before = Page.offset(conditions.page, conditions.limit);
        UserPage found = Waiting.on(() -> users.list(
                conditions.likeUserId, Optional.ofNullable(conditions.isSuperuser), conditions.page, conditions.limit));
        return new Page<>(
                found.users().stream().map(UserView::of).toList(),
                new Page.Meta(
                        conditions.page,
                        conditions.limit,
                        found.count(),
                        before + found.users().size() < found.count()));
    }

    UserView get(String userId) {
        return Waiting.on(() -> users.find(userId)).map(UserView::of).orElseThrow(() -> unknown(userId));
    }

    UserView add(UserBody body, RestCall call) {
        UserView added = Waiting.on(() -> users.add(body.user()))
                .map(UserView::of)
                .orElseThrow(() -> new RestException(
                        ErrorCode.ALREADY_EXISTS,
                        "there is a user \"" + body.userId() + "\" in " + element + " already"));
        call.changed(null, added);
        return added;
    }

    UserView change(String userId, UserChange body, RestCall call) {
        UserView before = get(userId);
        UserView after = Waiting.on(() -> users.change(
                        userId,
                        Optional.ofNullable(body.password()).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                        Optional.ofNullable(body.isSuperuser())))
                .map(UserView::of)
                .orElseThrow(() -> unknown(userId));
        call.changed(before, after);
        return after;
    }

    void remove(String userId, RestCall call) {
        UserView before = get(userId);
        if (!Waiting.on(() -> users.remove(userId))) {
            throw unknown(userId);
        }
        call.changed(before, null);
    }

    Imported importUsers(String file, Format format, RestCall call) {
        Imported imported =
                new Imported(Waiting.on(() -> users.importUsers(file.getBytes(StandardCharsets.UTF_8), format)));
        call.changed(null, imported);
        return imported;
    }

    private RestException unknown(String userId) {
        return RestException.notFound("there is no user \"" + userId + "\" in the database of " + element);
    }
}
