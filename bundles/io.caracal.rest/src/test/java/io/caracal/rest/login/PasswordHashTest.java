package io.caracal.rest.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void knowsThePasswordAgain() {
        String hash = PasswordHash.of("fish and more fish");

        assertThat(PasswordHash.matches(hash, "fish and more fish")).isTrue();
        assertThat(PasswordHash.matches(hash, "fish and more fisk")).isFalse();
    }

    @Test
    void noTwoHashesAreAlike() {
        assertThat(PasswordHash.of("fish")).isNotEqualTo(PasswordHash.of("fish"));
    }
}
