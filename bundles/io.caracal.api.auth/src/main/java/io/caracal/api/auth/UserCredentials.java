package io.caracal.api.auth;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What an authenticator adds to the {@link UserDatabase} so that administrators can keep users in it: it knows what is to be stored of
 * a user. Calls may come on any thread and must not block.
 */
@ConsumerType
public interface UserCredentials {
    /**
     * Makes of what an administrator gives what is stored.
     *
     * @param user with a password, or with a hash that was made elsewhere
     * @return exceptionally with an {@link IllegalArgumentException} if this authenticator cannot use what is given; the message is
     *     shown to the administrator and repeats no secret
     */
    CompletionStage<StoredUser> store(NewUser user);

    /**
     * A file of users to begin with: those that the database does not have yet are added as soon as the authenticator runs. Read right after
     * creation; if it cannot be read, the creation has failed. By its name it is CSV ({@code .csv}) or JSON ({@code .json}), as for
     * {@link UserAdministration#importUsers}.
     */
    default Optional<Path> bootstrapFile() {
        return Optional.empty();
    }

    /**
     * A user as administrators give it.
     *
     * @param userId the user name or client identifier
     * @param password the password in the clear, UTF-8
     * @param passwordHash its hash, instead of the password
     * @param salt the salt of that hash
     * @param superuser true lifts every authorization check
     */
    record NewUser(
            String userId,
            Optional<byte[]> password,
            Optional<String> passwordHash,
            Optional<String> salt,
            boolean superuser) {
        /** Shows none of the secrets. */
        @Override
        public String toString() {
            return "NewUser[userId=" + userId + ", superuser=" + superuser + "]";
        }
    }
}
