package io.caracal.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordAlgorithm.MacFunction;
import io.caracal.api.auth.PasswordAlgorithm.Name;
import io.caracal.api.auth.PasswordAlgorithm.SaltPosition;
import io.caracal.api.auth.PasswordHashing.PasswordHash;
import io.caracal.api.config.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordHasherTest {
    private static final String BCRYPT = "$2b$10$k9S64dGRYxKQgJZ3uDcL7ugFxGkGcy99okhpztz7D5I7wb/M069y2";

    private final PasswordHasher hasher = new PasswordHasher();

    @AfterEach
    void close() {
        hasher.close();
    }

    private boolean verify(PasswordAlgorithm algorithm, String hash, String salt, String password) {
        return hasher.verify(algorithm, hash, salt, password.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static PasswordAlgorithm algorithm(Name name, SaltPosition position) {
        return new PasswordAlgorithm(
                name, position, 4, MacFunction.SHA256, Optional.of(1), Optional.empty(), new Bytes(64 * 1024), 1);
    }

    @ParameterizedTest
    @EnumSource(Name.class)
    void whatWasHashedIsRecognised(Name name) {
        PasswordAlgorithm algorithm = algorithm(name, SaltPosition.DISABLE);
        PasswordHash made = hasher.hash(algorithm, "sésame".getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();

        assertThat(verify(algorithm, made.hash(), made.salt(), "sésame")).isTrue();
        assertThat(verify(algorithm, made.hash(), made.salt(), "sesame")).isFalse();
        assertThat(verify(algorithm, made.hash(), made.salt(), "")).isFalse();
    }

    /** Computed with sha256sum and its like. */
    @ParameterizedTest
    @CsvSource({
        "MD5, PREFIX, d42a0f742ffc1be4e1cc0845c2429c97",
        "SHA, SUFFIX, 8152bc582f58c854f580cb101d3182813dec4afe",
        "SHA256, PREFIX, bede90386d450cea8b77b822f8887065e4e5abf132c2f9dccfcc7fbd4cba5e35",
        "SHA256, DISABLE, 2BB80D537B1DA3E38BD30361AA855686BDE0EACD7162FEF6A25FE97BF527A25B",
        "SHA512, SUFFIX, 138f75cab47d01d0a813badb38f612dc46604ae669544eb9003f71928d3cb3a7e5a0d7ac63f6697bdccc56f2e2c784b616241227df5122436f847a2634ef6e2f",
        "PLAIN, SUFFIX, secretsalt"
    })
    void hashesOfOtherProgramsAreRecognised(Name name, SaltPosition position, String hash) {
        assertThat(verify(algorithm(name, position), hash, "salt", "secret")).isTrue();
    }

    /** RFC 6070, and its values for SHA-256. */
    @ParameterizedTest
    @CsvSource({
        "SHA, 1, 20, 0c60c80f961f0e71f3a9b524af6012062fe037a6",
        "SHA, 4096, 20, 4b007901b765489abead49d926f721d065a429c1",
        "SHA256, 2, 32, ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43",
        "SHA256, 4096, 32, c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a",
        "SHA512, 1, 64, 867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce"
    })
    void pbkdf2IsThatOfTheStandard(MacFunction function, int iterations, int length, String hash) {
        PasswordAlgorithm algorithm = new PasswordAlgorithm(
                Name.PBKDF2,
                SaltPosition.PREFIX,
                10,
                function,
                Optional.of(iterations),
                Optional.of(length),
                new Bytes(65_536),
                1);

        assertThat(verify(algorithm, hash, "salt", "password")).isTrue();
    }

    @Test
    void bcryptOfOtherProgramsIsRecognised() {
        assertThat(verify(PasswordAlgorithm.of(Name.BCRYPT), BCRYPT, "", "password"))
                .isTrue();
    }

    @Test
    void argon2OfOtherProgramsIsRecognised() {
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(verify(PasswordAlgorithm.of(Name.ARGON2ID), hash, "", "password"))
                .isTrue();
    }

    @Test
    void hashThatAsksForTooMuchMemoryIsRefused() {
        String hash = "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThatThrownBy(() -> verify(PasswordAlgorithm.of(Name.ARGON2ID), hash, "", "password"))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("9999999 KB")
                .hasMessageNotContaining("CTFhFdXP");
    }

    @ParameterizedTest
    @EnumSource(value = Name.class, mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void hashOfAnotherKindIsAFaultOfTheBackEndAndIsNotRepeated(Name name) {
        assertThatThrownBy(() -> verify(algorithm(name, SaltPosition.DISABLE), "no-hash-at-all", "", "password"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("no-hash-at-all");
    }

    @Test
    void expensiveHashesAreNotComputedByTheCaller() {
        CompletableFuture<?> computing =
                hasher.hash(PasswordAlgorithm.of(Name.BCRYPT), new byte[] {1}).toCompletableFuture();

        assertThat(computing).isNotDone().succeedsWithin(20, TimeUnit.SECONDS);
    }
}
