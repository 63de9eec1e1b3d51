package io.caracal.rest.data;

import io.caracal.api.auth.Merged;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserDatabases;
import io.caracal.api.rest.Describe;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The users of the built-in databases, of all elements of all chains, with the hashes of their passwords. */
record AuthenticationUsersSection(UserDatabases databases, JsonMapper mapper) implements DataSection {
    /** A user; what identifies it is what its authenticator has stored. */
    record Line(
            String chain,

            @Describe(value = "element", min = 1, max = 1000)
            String element,

            @Describe(value = "user", min = 1, max = StoredUser.MAX_LENGTH)
            String userId,

            boolean isSuperuser,
            Map<String, String> values) {
        static Line of(UserDatabases.Owned owned) {
            StoredUser user = owned.user();
            return new Line(owned.chain(), owned.element(), user.userId(), user.superuser(), user.values());
        }

        UserDatabases.Owned owned() {
            if (chain.indexOf('/') >= 0) {
                throw new IllegalArgumentException("chain: given \"" + chain
                        + "\", expected the id of a listener such as tcp:default, or nothing for the broker's own");
            }
            if (values.containsValue(null)
                    || values.entrySet().stream()
                            .anyMatch(entry -> (entry.getKey() + entry.getValue()).indexOf(0) >= 0)) {
                throw new IllegalArgumentException("values: expected texts without U+0000");
            }
            return new UserDatabases.Owned(chain, element, new StoredUser(userId, isSuperuser, values));
        }
    }

    @Override
    public SectionName name() {
        return SectionName.AUTHENTICATION_USERS;
    }

    private Lines<Line> lines() {
        return new Lines<>(Line.class, mapper, name().file());
    }

    @Override
    public long export(OutputStream out, boolean secrets) throws IOException {
        Lines<Line>.Writer writer = lines().writer(out);
        Finished.reading(databases.forEach(owned -> writer.write(Line.of(owned))));
        return writer.end();
    }

    @Override
    public Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException {
        try (Lines.Open<UserDatabases.Owned> users = lines().open(input, Line::owned)) {
            Merged merged = Finished.of(databases.merge(() -> users, dryRun));
            return new Joined(merged.added(), merged.replaced(), merged.unchanged(), List.of());
        }
    }
}
