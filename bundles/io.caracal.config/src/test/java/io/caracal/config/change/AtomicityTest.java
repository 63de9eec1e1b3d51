package io.caracal.config.change;

import static io.caracal.config.change.Fixture.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ChangeRequest.Mode;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SettingsException;
import io.caracal.config.change.Fixture.Authentication;
import io.caracal.config.change.Fixture.Listeners;
import io.caracal.config.change.Fixture.Mqtt;
import io.caracal.config.change.Fixture.Owner;
import io.caracal.config.change.Fixture.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change is applied by all of its owners or by none, and changes do not mix. */
class AtomicityTest {
    private static final String THREE =
            "mqtt.max_inflight = 1, listeners.tcp.x { }, users.list = [{name = a, password = b}]";

    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void emptyFile() throws IOException {
        fixture = new Fixture(folder);
    }

    /** Owners of three sections, of which the last one does as it is told. */
    private LiveConfiguration withLast(Duration limit, Callable<PreparedChange> last) throws Exception {
        LiveConfiguration configuration = fixture.bare(limit);
        configuration.add(new Owner<>(Listeners.class, configuration, fixture.events));
        configuration.add(new Owner<>(Mqtt.class, configuration, fixture.events));
        configuration.add(new Owner<>(Users.class, configuration, fixture.events, "mqtt") {
            @Override
            public PreparedChange prepare(SectionChange<Users> change) throws SettingsException {
                var unused = super.prepare(change);
                try {
                    return last.call();
                } catch (SettingsException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        return configuration;
    }

    private void assertNothingChanged(LiveConfiguration configuration, String revision) {
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32);
        assertThat(configuration.revision()).isEqualTo(revision);
        assertThat(configuration.history()).isEmpty();
        assertThat(fixture.overrides()).doesNotExist();
    }

    @Test
    void aFailureOfTheThirdOwnerLeavesTheFirstTwoUntouched() throws Exception {
        LiveConfiguration configuration = withLast(Duration.ofSeconds(20), () -> {
            throw new IllegalStateException("the port is taken");
        });
        String revision = configuration.revision();

        SettingsException refusal = assertThrows(SettingsException.class, () -> configuration.change(merge(THREE)));

        assertThat(refusal).hasMessage("users: it cannot be applied: the port is taken");
        assertThat(fixture.events)
                .containsExactly("Listeners prepare", "Mqtt prepare", "Users prepare", "Mqtt abort", "Listeners abort");
        assertNothingChanged(configuration, revision);
    }

    @Test
    void anOwnerThatTakesTooLongIsGivenUpAndAborted() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        LiveConfiguration configuration = withLast(Duration.ofMillis(200), () -> {
            hold.await();
            return PreparedChange.of(() -> fixture.events.add("late commit"), () -> fixture.events.add("late abort"));
        });
        String revision = configuration.revision();

        assertThat(assertThrows(SettingsException.class, () -> configuration.change(merge(THREE))))
                .hasMessageContaining("users: it cannot be applied within");

        hold.countDown();
        await().untilAsserted(() -> assertThat(fixture.events).endsWith("late abort"));
        assertNothingChanged(configuration, revision);
    }

    @Test
    void anErrorOfAnOwnerIsARefusalAsWell() throws Exception {
        LiveConfiguration configuration = withLast(Duration.ofSeconds(20), () -> {
            throw new NoClassDefFoundError("gone");
        });
        String revision = configuration.revision();

        assertThrows(SettingsException.class, () -> configuration.change(merge(THREE)));

        assertNothingChanged(configuration, revision);
    }

    @Test
    void whatCannotBeStoredIsNotApplied() throws Exception {
        LiveConfiguration configuration = fixture.start();
        String revision = configuration.revision();
        // A file where the folder should be.
        Files.writeString(folder.resolve("configs"), "");

        assertThrows(IOException.class, () -> configuration.change(merge(THREE)));

        assertThat(fixture.events).contains("Mqtt abort").noneMatch(event -> event.endsWith("commit"));
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32);
        assertThat(configuration.revision()).isEqualTo(revision);
    }

    @Test
    void aFailingCommitDoesNotKeepOthersFromTheirs() throws Exception {
        LiveConfiguration configuration = withLast(
                Duration.ofSeconds(20),
                () -> PreparedChange.of(() -> {
                    throw new IllegalStateException("a fault of the owner");
                }));
        configuration.add(new Owner<>(Authentication.class, configuration, fixture.events, "users"));

        configuration.change(merge(THREE));

        assertThat(fixture.events).contains("Listeners commit", "Mqtt commit", "Authentication commit");
        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(1);
    }

    @Test
    void ownersAreAskedInTheOrderOfTheirDependencies() throws Exception {
        LiveConfiguration configuration = fixture.bare(Duration.ofSeconds(20));
        configuration.add(new Owner<>(Authentication.class, configuration, fixture.events, "users", "nowhere"));
        configuration.add(new Owner<>(Users.class, configuration, fixture.events, "mqtt"));
        configuration.add(new Owner<>(Mqtt.class, configuration, fixture.events));

        configuration.change(merge("authentication = [{mechanism = a}], mqtt.max_inflight = 1"));

        assertThat(fixture.events)
                .containsExactly(
                        "Mqtt prepare",
                        "Users prepare",
                        "Authentication prepare",
                        "Mqtt commit",
                        "Users commit",
                        "Authentication commit");
    }

    @Test
    void anOwnerIsAskedWhenOnlyWhatItDependsOnIsChanged() throws Exception {
        LiveConfiguration configuration = fixture.bare(Duration.ofSeconds(20));
        configuration.add(new Owner<>(Listeners.class, configuration, fixture.events, "authentication") {
            @Override
            public PreparedChange prepare(SectionChange<Listeners> change) {
                throw new IllegalStateException("authentication will be "
                        + change.value("authentication").orElseThrow());
            }
        });

        assertThat(assertThrows(
                        SettingsException.class,
                        () -> configuration.change(merge("authentication = [{mechanism = a}]"))))
                .hasMessage("listeners: it cannot be applied: authentication will be [{mechanism=******}]");
    }

    @Test
    void anOwnerThatComesLaterIsBroughtUpToDate() throws Exception {
        LiveConfiguration configuration = fixture.bare(Duration.ofSeconds(20));
        Owner<Mqtt> late = new Owner<>(Mqtt.class, configuration, fixture.events);
        configuration.change(merge("mqtt.max_inflight = 1"));

        configuration.add(late);

        assertThat(late.live().maxInflight()).isEqualTo(1);
    }

    @Test
    void anOwnerThatWentIsNotAsked() throws Exception {
        LiveConfiguration configuration = fixture.bare(Duration.ofSeconds(20));
        Owner<Mqtt> owner = new Owner<>(Mqtt.class, configuration, fixture.events);
        configuration.add(owner);
        configuration.remove(owner);

        configuration.change(merge("mqtt.max_inflight = 1"));

        assertThat(fixture.events).isEmpty();
    }

    @Test
    void ofManyConditionalChangesAtOnceNoneIsLost() throws Exception {
        LiveConfiguration configuration = fixture.start();
        int threads = 4;
        int each = 10;
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        increment(configuration);
                    }
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }

        assertThat(configuration.section(Mqtt.class).maxInflight()).isEqualTo(32 + threads * each);
        assertThat(new Fixture(folder).start().section(Mqtt.class).maxInflight())
                .isEqualTo(32 + threads * each);
    }

    private static void increment(LiveConfiguration configuration) throws Exception {
        while (true) {
            String revision = configuration.revision();
            int next = configuration.section(Mqtt.class).maxInflight() + 1;
            ChangeConditions conditions = new ChangeConditions("a", "", false, Optional.of(revision));
            try {
                configuration.change(new ChangeRequest("", "mqtt.max_inflight = " + next, Mode.MERGE, conditions));
                return;
            } catch (RevisionConflictException _) {
                // somebody else was faster; again
            }
        }
    }
}
