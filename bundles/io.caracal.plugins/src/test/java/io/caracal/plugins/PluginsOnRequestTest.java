package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.api.plugins.ContractOwner;
import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginInfo.Owner;
import io.caracal.api.plugins.PluginInfo.Role;
import io.caracal.api.plugins.PluginInfo.State;
import io.caracal.api.plugins.PluginPlan;
import io.caracal.api.plugins.PluginPlan.BundleStep;
import io.caracal.api.plugins.PluginPlan.Step;
import io.caracal.api.plugins.PluginSource.Stored;
import io.caracal.plugins.samples.Greeter;
import io.caracal.plugins.samples.Thrower;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/** What administrators ask for, against a real framework, beside a folder with files of its own. */
@Timeout(60)
class PluginsOnRequestTest {
    @TempDir
    Path home;

    private final List<String> log = new ArrayList<>();
    private RunningFramework framework;
    private Assembly assembly;
    private Changes changes;
    private Path folder;

    @BeforeEach
    void start() throws BundleException, IOException {
        framework = new RunningFramework(home.resolve("cache"));
        framework.allowSideBySide();
        folder = Files.createDirectories(TestPlugins.watched(home));
        for (String version : List.of("1.0", "2.0", "3.0")) {
            inRepository("a", version, TestJar.greeter("a", version));
            inRepository("b", version, TestJar.greeter("b", version));
        }
        restart();
    }

    private void restart() throws BundleException, IOException {
        framework.withoutPlugins();
        assembly = new TestPlugins(home, framework).log(log).make();
        changes = new Changes(assembly.changes());
        look();
        assembly.changes().open();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        assembly.changes().close();
        framework.close();
    }

    private List<String> look() throws IOException {
        log.clear();
        assembly.plugins().look();
        return List.copyOf(log);
    }

    private void inRepository(String name, String version, TestJar jar) {
        jar.in(home.resolve("repository/org/example/" + name + "/" + version), name + "-" + version + ".jar");
    }

    /** A feature file in the repository, {@code org.example:NAME:json:VERSION}. */
    private void feature(String name, String version, String... bundles) {
        TestJar.atRest(
                home.resolve("repository/org/example/" + name + "/" + version + "/" + name + "-" + version + ".json"),
                json(name, version, bundles));
    }

    private static byte[] json(String name, String version, String... bundles) {
        return Stream.of(bundles)
                .map(id -> "{\"id\": \"org.example:" + id + "\"}")
                .collect(Collectors.joining(
                        ", ", "{\"id\": \"org.example:" + name + ":" + version + "\", \"bundles\": [", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static PluginException refused(ThrowingCallable change) {
        return catchThrowableOfType(PluginException.class, change);
    }

    @Test
    void installsABundleFromTheRepository() throws PluginException {
        PluginPlan done = changes.install("org.example:a:1.0");

        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(done.bundles()).containsExactly(new BundleStep("a", Step.INSTALL, "", "1.0.0"));
        PluginInfo info = changes.info("a");
        assertThat(info.owner()).isEqualTo(Owner.SERVICE);
        assertThat(info.state()).isEqualTo(State.RUNNING);
        assertThat(info.version()).isEqualTo("1.0.0");
        assertThat(info.versions()).singleElement().satisfies(version -> {
            assertThat(version.actor()).isEqualTo(TestPlugins.UPLOADER);
            assertThat(version.from()).isEqualTo("org.example:a:1.0");
        });
        assertThat(info.bundles()).singleElement().satisfies(bundle -> {
            assertThat(bundle.state()).isEqualTo("ACTIVE");
            assertThat(bundle.components()).singleElement().satisfies(component -> assertThat(component.state())
                    .isEqualTo("ACTIVE"));
        });
    }

    @Test
    void saysWhoDidWhatInTheLog() throws PluginException {
        changes.install("org.example:a:1.0");

        assertThat(log).anySatisfy(line -> assertThat(line)
                .contains("install plugin=a to=1.0.0 actor=" + TestPlugins.UPLOADER + " source=local"));
    }

    @Test
    void bringsBackAfterARestartWhatWasInstalled() throws Exception {
        changes.install("org.example:a:1.0");
        changes.update("a", "org.example:a:2.0");

        restart();

        assertThat(framework.version("a")).isEqualTo("2.0.0");
        assertThat(changes.info("a").previous()).isEqualTo("1.0.0");
    }

    @Test
    void updatesByAVersionAloneAndGoesBackAndForth() throws PluginException {
        changes.install("org.example:a:1.0");

        changes.update("a", "2.0");
        assertThat(framework.version("a")).isEqualTo("2.0.0");
        changes.rollback("a");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(changes.info("a").previous()).isEqualTo("2.0.0");
        changes.rollback("a");

        assertThat(framework.version("a")).isEqualTo("2.0.0");
    }

    @Test
    void startsTheOlderVersionOfARollbackBesideTheNewerOne() throws PluginException {
        changes.install("org.example:a:1.0");
        changes.update("a", "org.example:a:2.0");
        List<Integer> atOnce = new ArrayList<>();
        framework.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTED) {
                atOnce.add(framework.plugins("a").size());
            }
        });

        changes.rollback("a");

        assertThat(atOnce).containsExactly(2);
    }

    @Test
    void installingTheSameAgainChangesNothing() throws PluginException {
        changes.install("org.example:a:1.0");
        long id = framework.plugin("a").orElseThrow().getBundleId();

        PluginPlan done = changes.install("org.example:a:1.0");

        assertThat(done.bundles()).containsExactly(new BundleStep("a", Step.KEEP, "1.0.0", "1.0.0"));
        assertThat(framework.plugin("a").orElseThrow().getBundleId()).isEqualTo(id);
    }

    @Test
    void installingAnotherVersionIsAConflict() throws PluginException {
        changes.install("org.example:a:1.0");

        PluginException e = refused(() -> changes.install("org.example:a:2.0"));

        assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(e).hasMessageContaining("version 1.0.0").hasMessageContaining("update it");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void removesWhatItInstalledAndForgetsIt() throws Exception {
        changes.install("org.example:a:1.0");

        changes.remove("a");

        assertThat(framework.plugins("a")).isEmpty();
        assertThat(assembly.changes().plugins()).isEmpty();
        assertThat(TestPlugins.data(home)).isDirectoryNotContaining("glob:**.jar");
        restart();
        assertThat(framework.plugins("a")).isEmpty();
    }

    @Test
    void returnsByItselfWhenTheNewVersionDoesNotComeUp() throws Exception {
        changes.install("org.example:a:1.0");
        inRepository("a", "4.0", TestJar.bundle("a", "4.0.0").component(Thrower.class, ""));
        Bundle old = framework.plugin("a").orElseThrow();

        PluginException e = refused(() -> changes.update("a", "org.example:a:4.0"));

        assertThat(e.kind()).isEqualTo(Kind.FAILED);
        assertThat(e).hasMessageContaining("no database").hasMessageContaining("a 1.0.0 stays as it is");
        assertThat(framework.plugin("a")).contains(old);
        assertThat(changes.info("a").version()).isEqualTo("1.0.0");
        restart();
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void updatesTheBundlesOfAFeatureTogetherAndDropsWhatItNoLongerNames() throws PluginException {
        feature("f", "1.0", "a:1.0", "b:1.0");
        feature("f", "2.0", "a:2.0");
        changes.install("org.example:f:json:1.0");

        PluginPlan done = changes.update("f", "org.example:f:json:2.0");

        assertThat(done.bundles())
                .containsExactly(
                        new BundleStep("a", Step.REPLACE, "1.0.0", "2.0.0"),
                        new BundleStep("b", Step.REMOVE, "1.0.0", ""));
        assertThat(framework.version("a")).isEqualTo("2.0.0");
        assertThat(framework.plugins("b")).isEmpty();
        changes.rollback("f");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(framework.version("b")).isEqualTo("1.0.0");
    }

    @Test
    void keepsASharedBundleUntilItsLastUserGoes() throws PluginException {
        feature("f", "1.0", "a:1.0", "b:1.0");
        feature("g", "1.0", "b:1.0");
        changes.install("org.example:f:json:1.0");
        changes.install("org.example:g:json:1.0");
        assertThat(changes.info("g").bundles().getFirst().sharedWith()).containsExactly("f");

        PluginPlan done = changes.remove("f");

        assertThat(done.bundles())
                .containsExactly(
                        new BundleStep("a", Step.REMOVE, "1.0.0", ""),
                        new BundleStep("b", Step.SHARED, "1.0.0", "1.0.0"));
        assertThat(framework.version("b")).isEqualTo("1.0.0");
        changes.remove("g");
        assertThat(framework.plugins("b")).isEmpty();
    }

    @Test
    void sharesABundleWithAFileOfTheFolder() throws Exception {
        TestJar.atRest(folder.resolve("g.json"), json("g", "1.0", "b:2.0"));
        look();
        feature("f", "1.0", "a:1.0", "b:1.0");

        PluginPlan done = changes.install("org.example:f:json:1.0");

        assertThat(done.bundles())
                .containsExactly(
                        new BundleStep("a", Step.INSTALL, "", "1.0.0"),
                        new BundleStep("b", Step.SHADOWED, "2.0.0", "2.0.0"));
        assertThat(done.warnings()).anySatisfy(text -> assertThat(text).contains("b 1.0.0 is not used"));
        Files.delete(folder.resolve("g.json"));
        look();
        assertThat(framework.version("b")).isEqualTo("1.0.0");
    }

    @Test
    void listsAPluginOfTheFolderWithItsFile() throws IOException {
        TestJar.greeter("c", "1.0.0").in(folder, "c-1.jar");
        TestJar.greeter("c", "1.1.0").in(folder, "c-2.jar");
        look();

        PluginInfo info = changes.info("c");

        assertThat(info.owner()).isEqualTo(Owner.FOLDER);
        assertThat(info.file()).isEqualTo("c-2.jar");
        assertThat(info.versions())
                .extracting(PluginInfo.PresentVersion::version, PluginInfo.PresentVersion::role)
                .containsExactly(Tuple.tuple("1.1.0", Role.RUNNING), Tuple.tuple("1.0.0", Role.UNUSED));
    }

    @Test
    void listsWhatWasRefusedWithTheReason() throws IOException {
        TestJar.bundle("c", "1.0.0").component(Thrower.class, "").in(folder, "c.jar");
        look();

        assertThat(changes.info("c").state()).isEqualTo(State.REFUSED);
        assertThat(changes.info("c").reason()).contains("no database");
    }

    @Test
    void listsWhatAComponentWaitsFor() throws IOException {
        TestJar.bundle("c", "1.0.0")
                .component(Greeter.class, "<reference name=\"r\" interface=\"java.util.concurrent.Callable\"/>")
                .in(folder, "c.jar");
        look();

        assertThat(changes.info("c").state()).isEqualTo(State.DEGRADED);
        assertThat(changes.info("c").reason()).contains("waits for a service java.util.concurrent.Callable");
    }

    @Test
    void listsTheTypesThatABundleBringsAndWhoUsesThem() throws Exception {
        framework.context().registerService(ContractOwner.class, greetings(), null);

        changes.install("org.example:a:1.0");

        PluginInfo info = changes.info("a");
        assertThat(info.bundles().getFirst().types())
                .containsExactly(new PluginInfo.TypeInfo("greetings", "hello", ""));
        assertThat(info.elements()).containsExactly(new PluginInfo.ElementInfo("greetings.0", "hello"));
        assertThat(changes.plan(new PluginChange.Remove("a", false)).elements()).containsExactly("greetings.0");
    }

    private ContractOwner greetings() {
        return new ContractOwner() {
            @Override
            public String contract() {
                return "greetings";
            }

            @Override
            public Optional<Offer> offer(long serviceId) {
                return framework.plugin("a").stream()
                        .flatMap(bundle -> Stream.of(bundle.getRegisteredServices()))
                        .filter(service ->
                                service.getProperty(Constants.SERVICE_ID).equals(serviceId))
                        .map(_ -> new Offer("hello", List.of("greetings.0"), ""))
                        .findFirst();
            }
        };
    }

    @Test
    void leavesAloneWhatAFileBrings() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "mine.jar");
        look();

        for (ThrowingCallable change : List.<ThrowingCallable>of(
                () -> changes.install("org.example:a:2.0"),
                () -> changes.update("a", "org.example:a:2.0"),
                () -> changes.rollback("a"),
                () -> changes.remove("a"))) {
            PluginException e = refused(change);
            assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
            assertThat(e).hasMessageContaining("plugins/mine.jar").hasMessageContaining("take_over");
        }
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void takesAPluginOverFromItsFileAndGivesItBack() throws Exception {
        TestJar.greeter("a", "1.0.0").in(folder, "mine.jar");
        look();

        changes.updateTakingOver("a", "org.example:a:2.0");

        assertThat(framework.version("a")).isEqualTo("2.0.0");
        assertThat(look()).singleElement().asString().contains("file=mine.jar is not used", "taken over");
        restart();
        assertThat(framework.version("a")).isEqualTo("2.0.0");
        changes.rollback("a");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        changes.rollback("a");
        PluginPlan done = changes.remove("a");
        assertThat(done.warnings()).singleElement().asString().contains("plugins/mine.jar decides");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(changes.info("a").owner()).isEqualTo(Owner.FOLDER);
    }

    @Test
    void holdsBackWhatAFileBringsUntilTheFileIsGone() throws Exception {
        Path file = TestJar.greeter("a", "1.0.0").in(folder, "mine.jar");
        look();

        changes.removeTakingOver("a");

        assertThat(framework.plugins("a")).isEmpty();
        restart();
        assertThat(framework.plugins("a")).isEmpty();
        assertThat(changes.info("a").state()).isEqualTo(State.HELD_BACK);
        Files.delete(file);
        look();
        assertThat(assembly.changes().plugins()).isEmpty();
        TestJar.greeter("a", "1.0.0").in(folder, "mine.jar");
        look();
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void bringsBackWhatIsHeldBackByAWayBack() throws Exception {
        TestJar.greeter("a", "1.0.0").in(folder, "mine.jar");
        look();
        changes.removeTakingOver("a");

        changes.rollback("a");

        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(changes.info("a").owner()).isEqualTo(Owner.SERVICE);
    }

    @Test
    void doesNotLetAFileThatComesLaterTakeWhatTheServiceOwns() throws Exception {
        changes.install("org.example:a:1.0");

        TestJar.greeter("a", "9.0.0").in(folder, "late.jar");

        assertThat(look()).singleElement().asString().contains("late.jar is not used");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(changes.info("a").file()).isEqualTo("late.jar");
    }

    @Test
    void dryRunTellsAllAndChangesNothing() throws Exception {
        changes.install("org.example:a:1.0");
        String journal = Files.readString(TestPlugins.data(home).resolve(Journal.FILE));
        List<Object> core = framework.core();

        PluginPlan plan = changes.plan(new PluginChange.Update("a", new Stored("org.example:a:2.0"), false));

        assertThat(plan.from()).isEqualTo("1.0.0");
        assertThat(plan.to()).isEqualTo("2.0.0");
        assertThat(plan.bundles()).containsExactly(new BundleStep("a", Step.REPLACE, "1.0.0", "2.0.0"));
        assertThat(plan.refusals()).isEmpty();
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(TestPlugins.data(home).resolve(Journal.FILE)).hasContent(journal);
        assertThat(framework.core()).isEqualTo(core);
        assertThat(framework.plugins("a")).hasSize(1);
    }

    @Test
    void dryRunSaysWhatWouldBeRefusedAndWhy() throws Exception {
        inRepository("a", "5.0", TestJar.bundle("a", "5.0.0").header("Import-Package", "org.nowhere"));
        inRepository("evil", "1.0", TestJar.bundle("org.apache.felix.scr", "9.0.0"));
        inRepository("out", "1.0", TestJar.bundle("out", "1.0.0").header("Export-Package", "out"));

        assertThat(changes.plan(new PluginChange.Install(new Stored("org.example:a:5.0"), false))
                        .refusals())
                .singleElement()
                .asString()
                .contains("no bundle exports org.nowhere");
        assertThat(changes.plan(new PluginChange.Install(new Stored("org.example:evil:1.0"), false))
                        .refusals())
                .singleElement()
                .asString()
                .contains("belongs to the broker itself");
        assertThat(changes.plan(new PluginChange.Install(new Stored("org.example:out:1.0"), false))
                        .refusals())
                .singleElement()
                .asString()
                .contains("exports packages");
    }

    @Test
    void namesWhatWouldBeRestartedAndRefuses() throws Exception {
        inRepository("x", "1.0", TestJar.bundle("x", "1.0.0").header("Provide-Capability", "x"));
        changes.install("org.example:x:1.0");
        Bundle late =
                framework.installBrokerBundle(TestJar.bundle("late", "1.0.0").header("Require-Capability", "x"));
        late.start();

        PluginPlan plan = changes.plan(new PluginChange.Remove("x", false));
        PluginException e = refused(() -> changes.remove("x"));

        assertThat(plan.restarted()).containsExactly("late (part of the broker)");
        assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(e).hasMessageContaining("would restart late (part of the broker)");
        assertThat(framework.version("x")).isEqualTo("1.0.0");
    }

    @Test
    void saysWhatIsNotThere() throws PluginException {
        changes.install("org.example:a:1.0");

        assertThat(refused(() -> changes.update("no", "org.example:a:1.0")).kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(refused(() -> changes.rollback("no")).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refused(() -> changes.rollback("a")).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refused(() -> changes.remove("no")).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refused(() -> changes.install("org.example:a:7.0")).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refused(() -> changes.install("../../etc/passwd")).kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused(() -> changes.install("org.example:..:1.0")).kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused(() -> changes.update("a", "org.example:b:1.0"))).hasMessageContaining("it is the plugin b");
    }

    @Test
    void offersTheFeaturesOfTheDistributionAndInstallsThemByName() throws Exception {
        TestJar.atRest(home.resolve("features/g.json"), json("g", "1.0", "b:1.0"));
        TestJar.atRest(home.resolve("features/io.caracal.broker.json"), json("io.caracal.broker", "1.0", "b:1.0"));

        changes.install("g");

        assertThat(assembly.changes().stored())
                .extracting(stored -> stored.id() + " " + stored.version())
                .containsExactly("g 1.0");
        assertThat(framework.version("b")).isEqualTo("1.0.0");
    }

    @Test
    void refusesAtStartACopyThatSomebodyHasChanged() throws Exception {
        changes.install("org.example:a:1.0");
        try (var copies = Files.newDirectoryStream(TestPlugins.data(home), "*.jar")) {
            for (Path copy : copies) {
                Files.write(
                        copy,
                        TestJar.greeter("a", "1.0.0").entry("more", "evil").bytes());
            }
        }

        restart();

        assertThat(framework.plugins("a")).isEmpty();
        assertThat(changes.info("a").state()).isEqualTo(State.REFUSED);
        assertThat(changes.info("a").reason()).contains("has been changed");
        changes.update("a", "org.example:a:1.0");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void makesChangesOneAfterTheOtherAndRefusesMoreThanMayWait() throws Exception {
        List<CompletableFuture<PluginPlan>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            asked.add(assembly.changes()
                    .plan(new PluginChange.Install(new Stored("org.example:a:1.0"), false))
                    .toCompletableFuture());
        }

        List<Kind> kinds = asked.stream()
                .map(PluginsOnRequestTest::outcome)
                .flatMap(Optional::stream)
                .toList();

        assertThat(kinds).isNotEmpty().containsOnly(Kind.BUSY);
        assertThat(asked).anySatisfy(plan -> assertThat(plan).isCompleted());
    }

    private static Optional<Kind> outcome(CompletableFuture<PluginPlan> asked) {
        return asked.<Optional<Kind>>handle((_, e) -> Optional.ofNullable(e)
                        .map(thrown ->
                                ((PluginException) (thrown.getCause() == null ? thrown : thrown.getCause())).kind()))
                .join();
    }

    @Test
    void refusesChangesWhenTheBrokerStops() throws Exception {
        assembly.changes().close();

        assertThat(refused(() -> changes.install("org.example:a:1.0")).kind()).isEqualTo(Kind.STOPPING);
    }

    @Test
    void doesNotStartWithAJournalThatCannotBeRead() throws IOException {
        Files.writeString(
                Files.createDirectories(TestPlugins.data(home)).resolve(Journal.FILE), "{\"format\": 1, \"plug");

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new TestPlugins(home, framework).make()))
                .hasMessageContaining(Journal.FILE)
                .hasMessageContaining("delete it");
    }

    @Test
    void goesBackAfterACrashBehindTheCommitIfTheNewVersionDoesNotComeUp() throws Exception {
        changes.install("org.example:a:1.0");
        changes.update("a", "org.example:a:2.0");
        Path journal = TestPlugins.data(home).resolve(Journal.FILE);
        String second = changes.info("a").bundles().getFirst().sha256();
        JournalState state = JournalText.parse(Files.readString(journal));
        PendingChange cut = new PendingChange("update", "a", "1.0.0", "2.0.0", "kay", "local", Instant.EPOCH, true);
        Files.writeString(journal, JournalText.of(state.pending(Optional.of(cut))));
        Files.write(TestPlugins.data(home).resolve(second + ".jar"), new byte[100]);

        restart();

        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(changes.info("a").previous()).isEqualTo("2.0.0");
    }
}
