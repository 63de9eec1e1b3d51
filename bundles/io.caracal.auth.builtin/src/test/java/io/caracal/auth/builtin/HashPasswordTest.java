package io.caracal.auth.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashPasswordTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String password, String... arguments) {
        return HashPassword.run(
                arguments,
                password,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void printsAHashThatTheConfigurationTakes() {
        assertThat(run("secret", "sha256", "10000")).isZero();
        String hash = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(hash).startsWith("$pbkdf2-sha256$i=10000$");
        assertThat(PasswordHash.parse(hash).matches("secret".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void samePasswordGetsAnotherSaltEachTime() {
        run("secret", "sha512", "10000");
        run("secret", "sha512", "10000");
        assertThat(out.toString(StandardCharsets.UTF_8).lines().distinct()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "md5,algorithm md5 was given",
        "sha256 many,many was given",
        "sha256 5,5 iterations were given",
        "sha256 10000 more,3 arguments were given"
    })
    void argumentsThatCannotBeUsedAreNamed(String arguments, String message) {
        assertThat(run("secret", arguments.split(" "))).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
        assertThat(out.size()).isZero();
    }

    @Test
    void emptyPasswordIsRefused() {
        assertThat(run("")).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("an empty password was given");
    }
}
