package io.caracal.rest.login;

import io.caracal.api.auth.Merged;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The people who may log in. There is always an administrator among them. */
public final class Users {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");

    /** Compared with when there is no such user, so that the time of the answer does not tell. No password has this hash. */
    private static final String NOBODY = "$pbkdf2-sha512$i=210000$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(86);

    private final StoredRecord<Stored> stored;
    private final Hashing hashing;
    private volatile int minPasswordLength;

    /** What the file holds. */
    record Stored(List<User> users) {
        Stored {
            users = List.copyOf(users);
        }
    }

    /** One of them. */
    public record User(String username, String passwordHash, Role role, String description, Instant createdAt) {}

    Users(StoredRecord<Stored> stored, Hashing hashing, int minPasswordLength) {
        this.stored = stored;
        this.hashing = hashing;
        this.minPasswordLength = minPasswordLength;
    }

    /** For passwords that are set from now on. */
    void follow(int leastLength) {
        minPasswordLength = leastLength;
    }

    boolean isNew() {
        return !stored.exists();
    }

    /** All of them, by name. */
    public List<User> all() {
        return stored.read().users();
    }

    Optional<User> find(String username) {
        return all().stream().filter(user -> user.username().equals(username)).findFirst();
    }

    /** @throws RestException if there is no such user */
    public User get(String username) {
        return find(username).orElseThrow(() -> RestException.notFound("there is no user " + username));
    }

    /** Whether the password is this user's; takes the same time if there is no such user. */
    boolean isPassword(String username, String password) {
        Optional<User> user = find(username);
        String hash = user.map(User::passwordHash).orElse(NOBODY);
        return hashing.bounded(() -> PasswordHash.matches(hash, password)) && user.isPresent();
    }

    /** @throws RestException if the name is taken or not fit, or the password too short */
    public User add(String username, String password, Role role, String description) {
        checkName(username);
        checkRole(role);
        checkPassword(password);
        User user =
                new User(username, hashing.bounded(() -> PasswordHash.of(password)), role, description, Instant.now());
        change(users -> {
            if (users.stream().anyMatch(other -> other.username().equals(username))) {
                throw new RestException(ErrorCode.ALREADY_EXISTS, "there is a user " + username + " already");
            }
            users.add(user);
            return users;
        });
        return user;
    }

    /** @throws RestException if there is no such user, or it would leave no administrator */
    public User update(String username, Role role, String description) {
        checkRole(role);
        return replace(username, user -> new User(username, user.passwordHash(), role, description, user.createdAt()));
    }

    /** @throws RestException if there is no such user, or the password is too short */
    public void setPassword(String username, String password) {
        checkPassword(password);
        get(username);
        String hash = hashing.bounded(() -> PasswordHash.of(password));
        replace(username, user -> new User(username, hash, user.role(), user.description(), user.createdAt()));
    }

    /** @throws RestException if there is no such user, or it is the last administrator */
    public void remove(String username) {
        get(username);
        change(users -> {
            users.removeIf(user -> user.username().equals(username));
            return users;
        });
    }

    /**
     * Adds users with the hashes of their passwords, or puts them in the place of those of the same names: all or none.
     *
     * @param dryRun true to change nothing
     * @throws RestException if one of them is not fit, or no administrator would be left
     */
    public Merged merge(List<User> wanted, boolean dryRun) {
        for (User user : wanted) {
            checkName(user.username());
            checkRole(user.role());
            if (!PasswordHash.isOne(user.passwordHash())) {
                throw RestException.badRequest(
                        "password_hash: the hash of " + user.username() + " has another form than $pbkdf2-sha512$…");
            }
        }
        Merging<User> merging = new Merging<>(User::username);
        if (dryRun) {
            withAdministrator(merging.join(all(), wanted));
        } else {
            change(users -> merging.join(users, wanted));
        }
        return merging.result();
    }

    private User replace(String username, UnaryOperator<User> with) {
        change(users -> {
            if (users.stream().noneMatch(user -> user.username().equals(username))) {
                throw RestException.notFound("there is no user " + username);
            }
            users.replaceAll(user -> user.username().equals(username) ? with.apply(user) : user);
            return users;
        });
        return get(username);
    }

    private void change(UnaryOperator<List<User>> how) {
        stored.change(before -> {
            List<User> after = withAdministrator(how.apply(new ArrayList<>(before.users())));
            after.sort(Comparator.comparing(User::username));
            return new Stored(after);
        });
    }

    private static List<User> withAdministrator(List<User> users) {
        if (users.stream().noneMatch(user -> user.role() == Role.ADMINISTRATOR)) {
            throw new RestException(ErrorCode.NOT_ALLOWED, "this is the last administrator; make another one first");
        }
        return users;
    }

    private static void checkName(String username) {
        if (!NAME.matcher(username).matches()) {
            throw RestException.badRequest(
                    "username: expected 1 to 64 letters, digits, dots, hyphens, underscores and @");
        }
    }

    private static void checkRole(Role role) {
        if (role == Role.PUBLISHER) {
            throw RestException.badRequest(
                    "role: given publisher, expected administrator or viewer; publisher is for API keys");
        }
    }

    private void checkPassword(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < minPasswordLength || length > 256) {
            throw RestException.badRequest(
                    "the new password has " + length + " characters, expected " + minPasswordLength + " to 256");
        }
    }
}
