package io.caracal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.ConfigValueFactory;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Secret;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.Durations;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.config.settings.Sizes;
import io.caracal.config.tree.ConfigurationTree;
import io.caracal.config.tree.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Whatever comes in, there are settings or named problems; and what is written is read back. */
class ArbitraryInputTest {
    record Everything(
            @Default("1") int count,
            @Default("1") double factor,
            @Default("1s") Duration duration,
            @Default("1B") Bytes size,
            @Default("x") String text,
            @Default("x") Secret secret) {}

    private static final SettingsBinder BINDER = new SettingsBinder(Map.of(), Path.of(""));

    private static Everything bind(String key, Object value) throws SettingsException {
        return BINDER.bind(ConfigValueFactory.fromMap(Map.of(key, value)), "", Everything.class);
    }

    private static void settingsOrProblems(ThrowingCallable action) {
        assertThatCode(action).satisfiesAnyOf(thrown -> assertThat(thrown).isNull(), thrown -> assertThat(thrown)
                .isInstanceOf(SettingsException.class));
    }

    @Provide
    Arbitrary<String> hocon() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        "\"\"\"",
                        "=",
                        ":",
                        ",",
                        "\n",
                        " ",
                        "a",
                        "b.c",
                        "${",
                        "${?x",
                        "}",
                        "include ",
                        "\"x\"",
                        "1e9",
                        "+=",
                        "#",
                        "//",
                        "\\",
                        "ü",
                        "null",
                        "\0",
                        "-",
                        ".")
                .list()
                .ofMaxSize(24)
                .map(tokens -> String.join("", tokens));
    }

    @Property(tries = 200)
    void anyFileIsATreeOrHasAProblem(@ForAll("hocon") String text) throws IOException {
        Path file = Files.createTempFile("caracal", ".conf");
        try {
            Files.writeString(file, text);
            settingsOrProblems(() -> ConfigurationTree.load(new Sources(file, Map.of(), List.of(text))));
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void anyTextIsAValueOrAProblem(@ForAll String text) {
        for (String key : List.of("count", "factor", "duration", "size", "secret", text)) {
            settingsOrProblems(() -> bind(key, text));
        }
    }

    @Property(tries = 200)
    void anyTextOfAVariableArrivesUnchanged(@ForAll String text) throws Exception {
        Path file = Files.createTempFile("caracal", ".conf");
        try {
            var tree = ConfigurationTree.load(new Sources(file, Map.of("CARACAL_TEXT", "x" + text), List.of()));
            assertThat(BINDER.bind(tree, "", Everything.class).text()).isEqualTo("x" + text);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void aWrittenDurationIsReadBack(@ForAll @LongRange(min = 0, max = 1L << 52) long millis) throws Exception {
        assertThat(bind("duration", Durations.format(millis)).duration()).hasMillis(millis);
    }

    @Property(tries = 200)
    void aWrittenSizeIsReadBack(@ForAll @LongRange(min = 0) long bytes) throws Exception {
        assertThat(bind("size", Sizes.format(bytes)).size()).isEqualTo(new Bytes(bytes));
    }

    @Property(tries = 200)
    void aSecretIsNeverInAProblem(@ForAll("passwords") String password) throws Exception {
        Path file = Files.createTempFile("caracal", ".conf");
        try {
            for (String form : List.of(
                    "secret = [%s]", "scret = %s", "secret { a = %s", "secret = %s }", "count { secret = %s }")) {
                Files.write(file, form.formatted(password).getBytes(StandardCharsets.UTF_8));
                // Some passwords contain a comment sign and so leave a valid file; there is no problem to look at then.
                assertThatCode(() -> BINDER.bind(
                                ConfigurationTree.load(new Sources(file, Map.of(), List.of())), "", Everything.class))
                        .satisfies(thrown -> assertThat(String.valueOf(thrown)).doesNotContain(password));
            }
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> passwords() {
        return Arbitraries.strings()
                .withChars("QXZ0189$@:'\"{}[]\\#-")
                .ofMinLength(4)
                .ofMaxLength(12);
    }
}
