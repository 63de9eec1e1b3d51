package io.caracal.config.change;

import static io.caracal.config.change.Fixture.DRY;
import static io.caracal.config.change.Fixture.WHO;
import static io.caracal.config.change.Fixture.merge;
import static io.caracal.config.change.Fixture.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.HistoryEntry.Operation;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.SettingsException;
import io.caracal.config.change.Fixture.Mqtt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is read again under the rules of any change; sections come and go with their bundles. */
class ReloadTest {
    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void emptyFile() throws IOException {
        fixture = new Fixture(folder);
    }

    @Test
    void whatTheFileSaysNowIsAppliedAndPinned() throws Exception {
        LiveConfiguration configuration = fixture.file("mqtt.max_inflight = 16").start();
        fixture.file("mqtt.idle_timeout = 20s");

        ChangeOutcome outcome = configuration.reload(WHO);

        assertThat(paths(outcome)).containsExactly("mqtt.idle_timeout", "mqtt.max_inflight");
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32);
        assertThrows(PinnedKeysException.class, () -> configuration.change(merge("mqtt.idle_timeout = 1s")));
        configuration.change(merge("mqtt.max_inflight = 17"));
        assertThat(configuration.history().getLast().operation()).isEqualTo(Operation.RELOAD);
    }

    @Test
    void differencesCanBeLookedAtFirst() throws Exception {
        LiveConfiguration configuration = fixture.start();
        fixture.file("mqtt.max_inflight = 16");

        assertThat(paths(configuration.reload(DRY))).containsExactly("mqtt.max_inflight");
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32);
        assertThat(configuration.fileDiffers()).isTrue();
    }

    @Test
    void anInvalidFileChangesNothing() throws Exception {
        LiveConfiguration configuration = fixture.start();
        fixture.file("mqtt.max_inflight = 16, mqtt.idle_timeout = x\nunknown { }");

        SettingsException refusal = assertThrows(SettingsException.class, () -> configuration.reload(WHO));

        assertThat(refusal.problems()).hasSize(2);
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32);
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws Exception {
        LiveConfiguration configuration = fixture.start();
        Files.delete(fixture.file());

        assertThrows(SettingsException.class, () -> configuration.reload(WHO));
    }

    @Test
    void theOperatorIsToldWhichRunTimeChangesTheFileOverrules() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.max_inflight = 64"));
        fixture.file("mqtt.max_inflight = 16");

        ChangeOutcome outcome = configuration.reload(WHO);

        assertThat(outcome.warnings())
                .containsExactly(
                        "mqtt.max_inflight was changed at run time, but " + fixture.file()
                                + ": 1 sets it now and counts more; the run-time value takes effect again when it is gone there");
    }

    @Test
    void undoLeavesTheFileAloneAndTakesBackTheChangeBefore() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.max_inflight = 64"));
        fixture.file("mqtt.idle_timeout = 1s");
        configuration.reload(WHO);

        assertThat(paths(configuration.undo(WHO))).containsExactly("mqtt.max_inflight");
    }

    @Test
    void aSecretThatChangedInItsFileIsTakenUp() throws Exception {
        Path secret = Files.writeString(folder.resolve("token"), "first");
        LiveConfiguration configuration =
                fixture.file("mqtt.token = \"file:token\"").start();
        Files.writeString(secret, "second");

        configuration.reload(WHO);

        assertThat(fixture.events).contains("Mqtt prepare", "Mqtt commit");
    }

    @Test
    void overridesOfASectionThatNobodyClaimsRestUntilSomebodyDoes() throws Exception {
        Files.createDirectories(fixture.overrides().getParent());
        Files.writeString(fixture.overrides(), "delayed.limit = 5");
        LiveConfiguration configuration = fixture.start();

        fixture.sections.add(new Section("delayed", Fixture.Delayed.class, "delayed"));

        assertThat(configuration.section(Fixture.Delayed.class).limit()).isEqualTo(5);
        configuration.change(merge("delayed.limit = 6"));
        assertThat(configuration.section(Fixture.Delayed.class).limit()).isEqualTo(6);
    }

    @Test
    void overridesThatALaterBundleCannotUseAreRefusedToItAndCanBeReset() throws Exception {
        Files.createDirectories(fixture.overrides().getParent());
        Files.writeString(fixture.overrides(), "delayed.limit = x");
        LiveConfiguration configuration = fixture.start();
        fixture.sections.add(new Section("delayed", Fixture.Delayed.class, "delayed"));

        assertThat(assertThrows(IllegalArgumentException.class, () -> configuration.section(Fixture.Delayed.class)))
                .hasMessageContaining("overrides.conf: 1: delayed.limit: given \"x\"");

        configuration.reset("delayed", WHO);
        assertThat(configuration.section(Fixture.Delayed.class).limit()).isEqualTo(10);
    }

    @Test
    void aBundleThatWentLeavesItsOverrides() throws Exception {
        Section section = new Section("delayed", Fixture.Delayed.class, "delayed");
        LiveConfiguration configuration = fixture.start();
        fixture.sections.add(section);
        configuration.change(merge("delayed.limit = 6"));

        fixture.sections.remove(section);

        configuration.change(merge("mqtt.max_inflight = 1"));
        assertThat(Files.readString(fixture.overrides())).contains("limit = 6");
        new Fixture(folder).start();
    }

    @Test
    void anAnnouncedSectionCanBeSetBeforeItsPluginIsThere() throws Exception {
        LiveConfiguration configuration = fixture.start();

        configuration.change(merge("plugin_sections = [delayed], delayed.limit = 6"));

        assertThat(configuration.read("plugin_sections").orElseThrow().value()).isEqualTo(List.of("delayed"));
        new Fixture(folder).start();
    }
}
