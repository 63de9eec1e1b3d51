package io.caracal.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Duration SKEW = Duration.ofSeconds(5);

    private static void check(Map<String, Object> claims) throws InvalidTokenException {
        Lifetime.of(claims).check(NOW, SKEW);
    }

    @Test
    void tokenIsValidFromItsBeginningToItsEnd() {
        assertThatCode(() -> check(Map.of("exp", 1_800_000_001L, "nbf", 1_800_000_005L, "iat", 1_800_000_005L)))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void tokenIsNotValidOutsideOfItsTime() {
        assertThatThrownBy(() -> check(Map.of("exp", 1_800_000_000L))).hasMessageContaining("expired");
        assertThatThrownBy(() -> check(Map.of("nbf", 1_800_000_006L))).hasMessageContaining("not valid before");
        assertThatThrownBy(() -> check(Map.of("iat", 1_800_000_006L))).hasMessageContaining("issued at");
    }

    @Test
    void timeThatIsNoneIsNotTakenAsAbsent() {
        for (Object value : List.of("1900000000", true, -1L, 1e300, Double.NaN, 1_900_000_000_000L, List.of())) {
            assertThatThrownBy(() -> check(Map.of("exp", value)))
                    .as("exp %s", value)
                    .hasMessageContaining("the claim exp");
        }
    }

    @Test
    void fractionOfASecondCounts() throws InvalidTokenException {
        assertThat(Lifetime.of(Map.of("exp", 1.5)).expiry()).isEqualTo(Optional.of(Instant.ofEpochMilli(1500)));
    }
}
