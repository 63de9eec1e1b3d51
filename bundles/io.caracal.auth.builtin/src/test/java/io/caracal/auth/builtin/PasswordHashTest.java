package io.caracal.auth.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.auth.builtin.PasswordHash.Algorithm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordHashTest {
    private static final byte[] SALT = "saltsaltsaltsalt".getBytes(StandardCharsets.UTF_8);

    /** Computed by another implementation, Python's {@code hashlib.pbkdf2_hmac}. */
    @ParameterizedTest
    @CsvSource({
        "secret,$pbkdf2-sha256$i=10000$c2FsdHNhbHRzYWx0c2FsdA$7JMc+Orakl8cI/LNC4qa3ZWWz8zE6mp9ZCpH6br9XuM",
        "pässwörd ✓,$pbkdf2-sha512$i=10000$c2FsdHNhbHRzYWx0c2FsdA$srE/iZEQEwZMkSsbdGY5yIUwXJfu/ZQL2UNCEOlvS223mnfdUd91KI2tenHJCap"
                + "jVlTpKM5ZJn35zhtU4zxeAg",
        "secret,$pbkdf2-sha512$i=10000$c2FsdHNhbHRzYWx0c2FsdA$f+bBNpDm1dD76HDTg44Z2g"
    })
    void acceptsHashesThatOthersMade(String password, String hash) {
        assertThat(PasswordHash.parse(hash).matches(password.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(PasswordHash.parse(hash).matches((password + "x").getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void writtenFormIsReadBack(Algorithm algorithm) {
        String written = PasswordHash.of("secret", algorithm, 10_000, SALT).format();
        PasswordHash read = PasswordHash.parse(written);
        assertThat(read.format()).isEqualTo(written);
        assertThat(read.matches("secret".getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void bytesThatAreNotTextMatchNothing() {
        PasswordHash hash = PasswordHash.of("\uFFFD", Algorithm.SHA256, 10_000, SALT);
        assertThat(hash.matches(new byte[] {(byte) 0xff})).isFalse();
    }

    @Test
    void emptyPasswordOfAClientMatchesNothing() {
        assertThat(PasswordHash.of("secret", Algorithm.SHA256, 10_000, SALT).matches(new byte[0]))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret|expected $pbkdf2-sha256",
                "$pbkdf2-md5$i=10000$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA|algorithm md5 was given",
                "$pbkdf2-sha256$i=9999$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA|9999 iterations were given, expected 10000 to 10000000",
                "$pbkdf2-sha256$i=10000001$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA|10000001 iterations were given",
                "$pbkdf2-sha256$i=9999999999$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA|9999999999 iterations were given",
                "$pbkdf2-sha256$i=10000$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA|a salt of 4 bytes was given, expected 8 to 64",
                "$pbkdf2-sha256$i=10000$c2FsdHNhbHQ$AAAA|a hash of 3 bytes was given, expected 16 to 32",
                "$pbkdf2-sha256$i=10000$c2FsdHNhbHQ$A|the hash is not Base64",
            })
    void errorsNameWhatIsWrongButNotTheHash(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.parse(text))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("c2FsdHNhbHQ"));
    }
}
