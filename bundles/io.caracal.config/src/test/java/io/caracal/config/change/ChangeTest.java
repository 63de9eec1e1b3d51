package io.caracal.config.change;

import static io.caracal.config.change.Fixture.at;
import static io.caracal.config.change.Fixture.merge;
import static io.caracal.config.change.Fixture.paths;
import static io.caracal.config.change.Fixture.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ChangeRequest.Mode;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import io.caracal.api.config.ConfigurationView.Layer;
import io.caracal.api.config.Difference;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.config.change.Fixture.Listeners;
import io.caracal.config.change.Fixture.Mqtt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request means: which values it sets, which it may not set, and what is stored of it. */
class ChangeTest {
    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void emptyFile() throws IOException {
        fixture = new Fixture(folder);
    }

    private static Problem problem(LiveConfiguration configuration, ChangeRequest request) {
        List<Problem> problems = assertThrows(SettingsException.class, () -> configuration.change(request))
                .problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static KeyOrigin origin(LiveConfiguration configuration, String path) {
        return configuration.read(path).orElseThrow().origins().getFirst();
    }

    @Test
    void aMergeSetsWhatItNamesAndLeavesTheRest() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.idle_timeout = 20s"));

        ChangeOutcome outcome = configuration.change(merge("mqtt { max_inflight = 64 }"));

        assertThat(outcome.differences()).containsExactly(new Difference("mqtt.max_inflight", 32, 64));
        Mqtt mqtt = configuration.section(Mqtt.class);
        assertThat(mqtt.maxInflight()).isEqualTo(64);
        assertThat(mqtt.idleTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aReplaceTakesBackWhatItDoesNotNameInItsSectionsOnly() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.idle_timeout = 20s, users.list = [{name = a, password = b}]"));

        ChangeOutcome outcome = configuration.change(replace("{\"mqtt\": {\"max_inflight\": 64}}"));

        assertThat(paths(outcome)).containsExactly("mqtt.idle_timeout", "mqtt.max_inflight");
        assertThat(configuration.section(Fixture.Users.class).list()).hasSize(1);
    }

    @Test
    void aReplaceOfASectionTakesTheTextAsItsValue() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.idle_timeout = 20s"));

        configuration.change(at("mqtt", "max_inflight = 5", Mode.REPLACE));

        assertThat(configuration.section(Mqtt.class).idleTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(5);
    }

    @Test
    void aSectionThatIsAListIsReplacedAsAWhole() throws Exception {
        LiveConfiguration configuration = fixture.start();

        configuration.change(at("authentication", "# the chain\n[{mechanism = jwt}]", Mode.MERGE));

        assertThat(configuration.section(Fixture.Authentication.class).chain()).hasSize(1);
    }

    @Test
    void severalSectionsAreChangedTogether() throws Exception {
        LiveConfiguration configuration = fixture.start();

        ChangeOutcome outcome =
                configuration.change(merge("mqtt.max_inflight = 1, listeners.tcp.second.bind = \"127.0.0.1:2\""));

        assertThat(paths(outcome))
                .containsExactly("listeners.tcp.second.bind", "listeners.tcp.second.enable", "mqtt.max_inflight");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mqtt.max_inflight = x | mqtt.max_inflight | \"x\" | a whole number from 1 to 65535 | ",
                "mqtt.max_inflight = 0 | mqtt.max_inflight | \"0\" | a whole number from 1 to 65535 | ",
                "mqtt.max_inflihgt = 1 | mqtt.max_inflihgt | an unknown key | one of idle_timeout, max_inflight, max_queue, threads, token | did you mean mqtt.max_inflight?",
                "mqttt.max_inflight = 1 | mqttt | an unknown key | one of authentication, listeners, mqtt, plugin_sections, users | did you mean mqtt?",
                "mqtt = 5 | mqtt | a single value | a section { … } | ",
            })
    void whatIsNotValidIsRefusedWithPathAndExpectation(
            String text, String path, String given, String expected, String suggestion) throws Exception {
        Problem problem = problem(fixture.start(), merge(text));

        assertThat(problem)
                .isEqualTo(new Problem(path, "request: 1", given, expected, suggestion == null ? "" : suggestion));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mqtt { | request: 1",
                "{\"mqtt\": | request: 1",
                "include \"/etc/passwd\" | request",
                "mqtt.max_inflight = ${HOME} | request: 1",
                "[1] | request",
            })
    void whatCannotBeReadIsRefused(String text, String origin) throws Exception {
        assertThat(problem(fixture.start(), merge(text)).origin()).isEqualTo(origin);
    }

    @Test
    void whatTheFileSetsIsPinnedWithItsLine() throws Exception {
        LiveConfiguration configuration =
                fixture.file("# the limits\nmqtt {\n  max_inflight = 16\n}").start();

        PinnedKeysException refusal = assertThrows(
                PinnedKeysException.class,
                () -> configuration.change(merge("mqtt { max_inflight = 64, idle_timeout = 1s }")));

        assertThat(refusal.pins())
                .containsExactly(new KeyOrigin("mqtt.max_inflight", Layer.FILE, fixture.file() + ": 3"));
        assertThat(configuration.section(Mqtt.class).idleTimeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void whatTheEnvironmentSetsIsPinnedWithTheVariable() throws Exception {
        LiveConfiguration configuration =
                fixture.variable("CARACAL_MQTT__MAX_INFLIGHT", "16").start();

        assertThat(assertThrows(
                        PinnedKeysException.class, () -> configuration.change(merge("mqtt.max_inflight = null"))))
                .hasMessageContaining("environment variable CARACAL_MQTT__MAX_INFLIGHT");
    }

    @Test
    void whatTheCommandLineSetsIsPinned() throws Exception {
        LiveConfiguration configuration = fixture.set("users.list=[]").start();

        assertThat(assertThrows(
                                PinnedKeysException.class,
                                () -> configuration.change(merge("users.list = [{name = a, password = b}]")))
                        .pins())
                .containsExactly(new KeyOrigin("users.list", Layer.COMMAND_LINE, "--set users.list"));
    }

    @Test
    void anEntryOfTheFileCannotBeRemoved() throws Exception {
        LiveConfiguration configuration =
                fixture.file("listeners.tcp.x.enable = false").start();

        assertThrows(PinnedKeysException.class, () -> configuration.change(merge("listeners.tcp.x = null")));
    }

    @Test
    void whatIsReadAndSentBackAsAWholeChangesAndStoresNothing() throws Exception {
        LiveConfiguration configuration = fixture.file(
                        "mqtt.max_inflight = 16, users.list = [{name = a, password = b}], authentication = [{mechanism = password_based, backend = db, secret = s}]")
                .start();

        ChangeOutcome outcome =
                configuration.change(merge(configuration.read("").orElseThrow().text()));

        assertThat(outcome.differences()).isEmpty();
        assertThat(fixture.overrides()).doesNotExist();
        assertThat(configuration.history()).isEmpty();
    }

    @Test
    void whatIsReadCanBeEditedAndSentBack() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt { token = abc, max_queue = 5 }"));
        String text = configuration.read("").orElseThrow().text();

        ChangeOutcome outcome = configuration.change(replace(text.replace("max_inflight = 32", "max_inflight = 33")));

        assertThat(paths(outcome)).containsExactly("mqtt.max_inflight");
        assertThat(configuration.section(Mqtt.class).token().reveal()).isEqualTo("abc");
    }

    @Test
    void nullTakesTheDefaultAgain() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.max_inflight = 64"));

        configuration.change(merge("mqtt.max_inflight = null"));

        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32);
        assertThat(origin(configuration, "mqtt.max_inflight").layer()).isEqualTo(Layer.DEFAULT);
    }

    @Test
    void nullRemovesAnEntryAlsoOneThatIsThereByDefault() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("listeners.tcp.other { }"));

        configuration.change(merge("listeners.tcp { default = null, other = null }"));

        assertThat(configuration.section(Listeners.class).tcp()).isEmpty();
    }

    @Test
    void anEntryThatWasRemovedCanBeSetAgain() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("listeners.tcp.default = null"));

        configuration.change(at("listeners.tcp.default", "{}", Mode.MERGE));

        assertThat(configuration.section(Listeners.class).tcp()).containsOnlyKeys("default");
    }

    @Test
    void anEntryIsAddedBesideThatOfTheFile() throws Exception {
        LiveConfiguration configuration =
                fixture.file("listeners.tcp.main.bind = \"127.0.0.1:1\"").start();

        configuration.change(merge("listeners.tcp.extra { }"));

        assertThat(configuration.section(Listeners.class).tcp()).containsOnlyKeys("default", "extra", "main");
    }

    @Test
    void theOriginOfEachKeyIsTold() throws Exception {
        LiveConfiguration configuration = fixture.file("mqtt.max_inflight = 16")
                .variable("CARACAL_MQTT__THREADS", "1")
                .start();
        configuration.change(merge("mqtt.max_queue = 7"));

        assertThat(configuration.read("mqtt").orElseThrow().origins())
                .containsExactly(
                        new KeyOrigin("mqtt.max_inflight", Layer.FILE, fixture.file() + ": 1"),
                        new KeyOrigin("mqtt.idle_timeout", Layer.DEFAULT, ""),
                        new KeyOrigin("mqtt.max_queue", Layer.RUNTIME, fixture.overrides() + ": 4"),
                        new KeyOrigin("mqtt.token", Layer.DEFAULT, ""),
                        new KeyOrigin("mqtt.threads", Layer.ENVIRONMENT, "environment variable CARACAL_MQTT__THREADS"));
    }

    @Test
    void aDryRunTellsTheDifferencesAndChangesNothing() throws Exception {
        LiveConfiguration configuration = fixture.start();
        String revision = configuration.revision();

        ChangeOutcome outcome =
                configuration.change(new ChangeRequest("", "mqtt.max_inflight = 64", Mode.MERGE, Fixture.DRY));

        assertThat(paths(outcome)).containsExactly("mqtt.max_inflight");
        assertThat(outcome.applied()).isFalse();
        assertThat(configuration.revision()).isEqualTo(revision);
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32);
        assertThat(fixture.overrides()).doesNotExist();
        assertThat(fixture.events).containsExactly("Mqtt prepare", "Mqtt abort");
    }

    @Test
    void aChangeForAnotherRevisionIsRefused() throws Exception {
        LiveConfiguration configuration = fixture.start();
        String read = configuration.revision();
        configuration.change(merge("mqtt.max_inflight = 1"));
        ChangeConditions conditional = new ChangeConditions("admin", "", false, Optional.of(read));

        assertThrows(
                RevisionConflictException.class,
                () -> configuration.change(new ChangeRequest("", "mqtt.max_inflight = 2", Mode.MERGE, conditional)));
    }

    @Test
    void whatNeedsARestartIsSaidAndStaysSaid() throws Exception {
        LiveConfiguration configuration = fixture.start();

        ChangeOutcome outcome = configuration.change(merge("mqtt { threads = 4, max_inflight = 1 }"));

        assertThat(outcome.afterRestart()).containsExactly("mqtt.threads");
        assertThat(configuration.read("mqtt").orElseThrow().pendingRestart()).containsExactly("mqtt.threads");
    }

    @Test
    void aSectionThatNobodyAppliesNeedsARestart() throws Exception {
        LiveConfiguration configuration = fixture.bare(Duration.ofSeconds(1));

        assertThat(configuration.change(merge("mqtt.max_inflight = 1")).afterRestart())
                .containsExactly("mqtt.max_inflight");
    }

    @Test
    void changesSurviveARestart() throws Exception {
        fixture.start().change(merge("mqtt { max_inflight = 64, token = \"a#b\" }"));

        LiveConfiguration again = new Fixture(folder).start();

        assertThat(again.section(Mqtt.class).maxInflight()).isEqualTo(64);
        assertThat(again.section(Mqtt.class).token().reveal()).isEqualTo("a#b");
        assertThat(Files.getPosixFilePermissions(fixture.overrides()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aKeyThatTheFileTookOverBelongsToTheFile() throws Exception {
        fixture.start().change(merge("mqtt.max_inflight = 64"));

        LiveConfiguration again =
                new Fixture(folder).file("mqtt.max_inflight = 16").start();

        assertThat(again.section(Mqtt.class).maxInflight()).isEqualTo(16);
        assertThat(origin(again, "mqtt.max_inflight").layer()).isEqualTo(Layer.FILE);
    }

    @Test
    void aNameWithADotIsOneKey() throws Exception {
        assertThat(problem(fixture.start(), merge("mqtt.\"max.inflight\" = 1")).path())
                .isEqualTo("mqtt.\"max.inflight\"");
    }
}
