package io.caracal.rest.data;

import io.caracal.api.auth.Merged;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.Role;
import io.caracal.rest.login.Accounts;
import io.caracal.rest.login.ApiKeys.ApiKey;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The keys of programs, with the digests of their secrets; not those that a bootstrap file brings. */
record ApiKeysSection(Supplier<Accounts> known, JsonMapper mapper) implements DataSection {
    /** A key. */
    record Line(
            String name,
            String apiKey,
            String secretDigest,
            Role role,
            boolean enable,

            @Describe(value = "description", max = 1024) String description,

            Instant createdAt,
            Optional<Instant> expiredAt) {
        static Line of(ApiKey key) {
            return new Line(
                    key.name(),
                    key.apiKey(),
                    key.secretDigest(),
                    key.role(),
                    key.enable(),
                    key.description(),
                    key.createdAt(),
                    Optional.ofNullable(key.expiredAt()));
        }

        ApiKey key() {
            return new ApiKey(name, apiKey, secretDigest, role, enable, description, createdAt, expiredAt.orElse(null));
        }
    }

    @Override
    public SectionName name() {
        return SectionName.API_KEYS;
    }

    private Lines<Line> lines() {
        return new Lines<>(Line.class, mapper, name().file());
    }

    @Override
    public long export(OutputStream out, boolean secrets) throws IOException {
        Lines<Line>.Writer writer = lines().writer(out);
        known.get().keys().all().forEach(key -> writer.write(Line.of(key)));
        return writer.end();
    }

    @Override
    public Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException {
        List<ApiKey> wanted = ReadAll.of(lines().open(input, Line::key), ApiKey::name);
        try {
            Merged merged = known.get().keys().merge(wanted, dryRun);
            return new Joined(merged.added(), merged.replaced(), merged.unchanged(), List.of());
        } catch (RestException e) {
            throw new UnfitDataException(String.valueOf(e.getMessage()), e);
        }
    }
}
