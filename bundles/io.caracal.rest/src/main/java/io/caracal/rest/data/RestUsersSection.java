package io.caracal.rest.data;

import io.caracal.api.auth.Merged;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.Role;
import io.caracal.rest.login.Accounts;
import io.caracal.rest.login.Users.User;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The people who may log in, with the hashes of their passwords. Whoever is replaced has to log in again. */
record RestUsersSection(Supplier<Accounts> known, JsonMapper mapper) implements DataSection {
    /** A user. */
    record Line(
            String username,
            String passwordHash,
            Role role,

            @Describe(value = "description", max = 1024) String description,

            Instant createdAt) {
        static Line of(User user) {
            return new Line(user.username(), user.passwordHash(), user.role(), user.description(), user.createdAt());
        }

        User user() {
            return new User(username, passwordHash, role, description, createdAt);
        }
    }

    @Override
    public SectionName name() {
        return SectionName.REST_USERS;
    }

    private Lines<Line> lines() {
        return new Lines<>(Line.class, mapper, name().file());
    }

    @Override
    public long export(OutputStream out, boolean secrets) throws IOException {
        Lines<Line>.Writer writer = lines().writer(out);
        known.get().users().all().forEach(user -> writer.write(Line.of(user)));
        return writer.end();
    }

    @Override
    public Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException {
        List<User> wanted = ReadAll.of(lines().open(input, Line::user), User::username);
        List<User> before = known.get().users().all();
        try {
            Merged merged = known.get().users().merge(wanted, dryRun);
            List<String> changed = before.stream()
                    .filter(user -> wanted.stream().anyMatch(other -> replaces(other, user)))
                    .map(User::username)
                    .toList();
            if (!dryRun) {
                changed.forEach(known.get().tokens()::revokeAll);
            }
            return new Joined(
                    merged.added(),
                    merged.replaced(),
                    merged.unchanged(),
                    changed.isEmpty() ? List.of() : List.of("other passwords for " + changed + ", whose logins end"));
        } catch (RestException e) {
            throw new UnfitDataException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean replaces(User wanted, User present) {
        return wanted.username().equals(present.username())
                && !wanted.passwordHash().equals(present.passwordHash());
    }
}
