package io.caracal.rest.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.config.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonBodyTest {
    private final JsonMapper mapper = Json.mapper();

    enum Kind {
        ONE_KIND,
        OTHER
    }

    record Sample(
            String clientId, Kind theKind, Optional<String> absent, Instant at, Secret secret, List<Integer> list) {}

    @Test
    void writesNamesTimesAndConstantsAsTheApiDoes() {
        Sample sample =
                new Sample("c", Kind.ONE_KIND, Optional.empty(), Instant.EPOCH, new Secret("hidden"), List.of(1));

        assertThat(mapper.writeValueAsString(sample))
                .isEqualTo(
                        "{\"client_id\":\"c\",\"the_kind\":\"one_kind\",\"at\":\"1970-01-01T00:00:00Z\",\"secret\":\"******\",\"list\":[1]}");
    }

    @Test
    void findsWhatWasMeant() {
        assertThat(Names.nearest("limt", List.of("page", "limit"))).hasValue("limit");
        assertThat(Names.nearest("colour", List.of("page", "limit"))).isEmpty();
    }
}
