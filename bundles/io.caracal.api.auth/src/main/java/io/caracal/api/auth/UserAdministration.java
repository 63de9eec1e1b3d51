package io.caracal.api.auth;

import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.api.auth.UserDatabase.UserPage;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The users of one element, for administrators. Stages complete exceptionally with an {@link IllegalArgumentException} if what is
 * given cannot be used, its message saying why, and with an {@link java.io.IOException} if the disk fails.
 */
@ProviderType
public interface UserAdministration {
    /** A page of users; see {@link UserDatabase#list}. */
    CompletionStage<UserPage> list(String like, Optional<Boolean> superuser, int page, int limit);

    CompletionStage<Optional<StoredUser>> find(String userId);

    /** Adds a user; empty if there is one of that id, which then stays as it is. */
    CompletionStage<Optional<StoredUser>> add(NewUser user);

    /**
     * Changes a user; empty if there is none of that id.
     *
     * @param password another password; empty leaves the one that is there
     * @param superuser empty leaves it as it is
     */
    CompletionStage<Optional<StoredUser>> change(String userId, Optional<byte[]> password, Optional<Boolean> superuser);

    /** Removes a user; false if there is none of that id. */
    CompletionStage<Boolean> remove(String userId);

    /**
     * Adds or replaces the users of a file, all or none: CSV with a line of names, or a JSON list of objects; the names are
     * {@code user_id}, {@code password} or {@code password_hash} and {@code salt}, and {@code is_superuser}.
     *
     * @param file the content, UTF-8
     * @return how many there were
     */
    CompletionStage<Integer> importUsers(byte[] file, Format format);

    /** How a file of users is written. */
    enum Format {
        CSV,
        JSON
    }
}
