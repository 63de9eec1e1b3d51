package io.caracal.config.change;

import static io.caracal.config.change.Fixture.DRY;
import static io.caracal.config.change.Fixture.WHO;
import static io.caracal.config.change.Fixture.merge;
import static io.caracal.config.change.Fixture.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ConfigurationView.Layer;
import io.caracal.api.config.Difference;
import io.caracal.api.config.HistoryEntry;
import io.caracal.api.config.HistoryEntry.Operation;
import io.caracal.api.config.SettingsException;
import io.caracal.config.change.Fixture.Mqtt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes are remembered, can be taken back, and survive whatever ends the process. */
class HistoryTest {
    @TempDir
    Path folder;

    private Fixture fixture;
    private LiveConfiguration configuration;

    @BeforeEach
    void start() throws Exception {
        fixture = new Fixture(folder);
        configuration = fixture.start();
    }

    private void inflight(int value) throws Exception {
        configuration.change(merge("mqtt.max_inflight = " + value));
    }

    private static int inflight(LiveConfiguration configuration) {
        return configuration.section(Mqtt.class).maxInflight();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(fixture.history())) {
            return files.sorted().toList();
        }
    }

    @Test
    void aChangeIsRememberedWithWhoWhenAndWhat() throws Exception {
        inflight(5);

        HistoryEntry entry = new Fixture(folder).start().history().getFirst();

        assertThat(entry.actor()).isEqualTo("admin");
        assertThat(entry.source()).isEqualTo("127.0.0.1");
        assertThat(entry.at()).isNotNull();
        assertThat(entry.operation()).isEqualTo(Operation.CHANGE);
        assertThat(entry.differences()).containsExactly(new Difference("mqtt.max_inflight", 32, 5));
    }

    @Test
    void theLastTwentyAreKept() throws Exception {
        for (int i = 1; i <= 25; i++) {
            inflight(100 + i);
        }

        assertThat(configuration.history())
                .extracting(HistoryEntry::id)
                .hasSize(20)
                .startsWith(25L)
                .endsWith(6L);
        assertThat(files()).hasSize(20);
    }

    @Test
    void theFilesOfTheHistoryAreForNobodyElse() throws Exception {
        inflight(5);

        assertThat(Files.getPosixFilePermissions(files().getFirst()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(fixture.history()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void undoTakesBackOneChangeAfterTheOther() throws Exception {
        inflight(5);
        inflight(6);
        configuration.undo(WHO);
        int first = inflight(configuration);

        ChangeOutcome outcome = configuration.undo(WHO);

        assertThat(first).isEqualTo(5);
        assertThat(outcome.differences()).containsExactly(new Difference("mqtt.max_inflight", 5, 32));
        assertThat(configuration
                        .read("mqtt.max_inflight")
                        .orElseThrow()
                        .origins()
                        .getFirst()
                        .layer())
                .isEqualTo(Layer.DEFAULT);
        assertThat(assertThrows(SettingsException.class, () -> configuration.undo(WHO)))
                .hasMessageContaining("no run-time change");
    }

    @Test
    void undoWorksAfterARestartAndBringsSecretsBack() throws Exception {
        configuration.change(merge("mqtt.token = first"));
        configuration.change(merge("mqtt.token = second"));
        LiveConfiguration again = new Fixture(folder).start();

        again.undo(WHO);

        assertThat(again.section(Mqtt.class).token().reveal()).isEqualTo("first");
    }

    @Test
    void undoAsADryRunChangesNothing() throws Exception {
        inflight(5);

        assertThat(paths(configuration.undo(DRY))).containsExactly("mqtt.max_inflight");
        assertThat(inflight(configuration)).isEqualTo(5);
    }

    @Test
    void aResetTakesBackAllOfASectionAndCanItselfBeUndone() throws Exception {
        configuration.change(
                merge("mqtt { max_inflight = 5, idle_timeout = 1s }, users.list = [{name = a, password = b}]"));

        ChangeOutcome outcome = configuration.reset("mqtt", WHO);

        assertThat(paths(outcome)).containsExactly("mqtt.idle_timeout", "mqtt.max_inflight");
        configuration.undo(WHO);
        assertThat(inflight(configuration)).isEqualTo(5);
    }

    @Test
    void aResetOfWhatIsNoSectionIsRefusedWithASuggestion() {
        assertThat(assertThrows(SettingsException.class, () -> configuration.reset("mqt", WHO)))
                .hasMessageContaining("did you mean mqtt?");
    }

    @Test
    void aCrashBeforeTheChangeIsStoredLeavesWhatWas() throws Exception {
        inflight(5);
        byte[] stored = Files.readAllBytes(fixture.overrides());
        inflight(6);
        // As if the process had ended after the history was written: the second change is announced, but not stored.
        Files.write(fixture.overrides(), stored);
        Files.writeString(fixture.overrides().resolveSibling("overrides.conf.tmp"), "mqtt { max_in");

        LiveConfiguration again = new Fixture(folder).start();

        assertThat(inflight(again)).isEqualTo(5);
        assertThat(again.history()).extracting(HistoryEntry::id).containsExactly(1L);
        assertThat(fixture.overrides().resolveSibling("overrides.conf.tmp")).doesNotExist();
    }

    @Test
    void aCrashAfterTheChangeIsStoredKeepsIt() throws Exception {
        LiveConfiguration crashing = new Fixture(folder).bare(java.time.Duration.ofSeconds(20));
        crashing.add(new Fixture.Owner<>(Mqtt.class, crashing, fixture.events) {
            @Override
            public io.caracal.api.config.PreparedChange prepare(io.caracal.api.config.SectionChange<Mqtt> change) {
                return io.caracal.api.config.PreparedChange.of(() -> {
                    throw new ThreadDeath();
                });
            }
        });
        assertThrows(Error.class, () -> crashing.change(merge("mqtt.max_inflight = 7")));

        LiveConfiguration again = new Fixture(folder).start();

        assertThat(inflight(again)).isEqualTo(7);
        assertThat(again.history()).extracting(HistoryEntry::operation).containsExactly(Operation.CHANGE);
    }

    @Test
    void anEditByHandIsFoundAndCanBeUndone() throws Exception {
        inflight(5);
        Files.writeString(fixture.overrides(), "mqtt { max_inflight = 9, token = s3cret }");

        LiveConfiguration again = new Fixture(folder).start();

        assertThat(inflight(again)).isEqualTo(9);
        assertThat(again.history().getFirst().operation()).isEqualTo(Operation.FOUND);
        assertThat(again.history().toString()).doesNotContain("s3cret");
        again.undo(WHO);
        assertThat(inflight(again)).isEqualTo(5);
    }

    @Test
    void aDamagedHistoryDoesNotKeepTheBrokerFromStarting() throws Exception {
        inflight(5);
        Files.writeString(files().getFirst(), "{ half");

        assertThat(inflight(new Fixture(folder).start())).isEqualTo(5);
    }

    @Test
    void overridesThatAreNotValidNameTheirFileAndLine() throws Exception {
        inflight(5);
        Files.writeString(fixture.overrides(), "\nmqtt.max_inflight = x");

        assertThat(assertThrows(SettingsException.class, () -> new Fixture(folder).start()))
                .hasMessageStartingWith(fixture.overrides() + ": 2: mqtt.max_inflight: given \"x\"");
    }
}
