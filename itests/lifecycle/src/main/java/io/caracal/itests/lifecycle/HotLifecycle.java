package io.caracal.itests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The life of a hot bundle under traffic: installed, used, updated three times, once more in vain, rolled back, removed and installed again. Meanwhile
 * no client is dropped, no publish is lost, the bundle works without a gap while it is there and nothing gets through that must
 * not; afterwards the broker's own bundles are as they were, and of the versions that went neither a thread nor a class is left.
 */
public final class HotLifecycle {
    private static final int PAIRS = 5;
    private static final int PROBES_A_STEP = 20;
    private static final List<String> UPDATES = List.of("1000.0.1", "1000.0.2", "1000.1.0");
    private static final String BROKEN = "1000.2.0";
    private static final String FIRST = "1000.0.0";

    private final EmbeddedBroker broker;
    private final HotBundle hot;
    private final Path work;
    private final String file;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    private HotLifecycle(EmbeddedBroker broker, HotBundle hot, Path work) {
        this.broker = broker;
        this.hot = hot;
        this.work = work;
        this.file = hot.symbolicName() + ".jar";
    }

    /**
     * Lives it through; throws an {@link AssertionError} that says what went wrong.
     *
     * @param work an empty folder; afterwards it holds the broker's log
     */
    public static void check(Distribution distribution, HotBundle hot, Path work) throws InterruptedException {
        VirtualThreads.warmUp();
        try (Usage usage = hot.usage();
                EmbeddedBroker broker = new EmbeddedBroker(distribution, work, usage.configuration())) {
            usage.attach(broker.context());
            for (Path companion : usage.companions()) {
                broker.install(companion);
            }
            new HotLifecycle(broker, hot, work).live();
        }
    }

    private void live() throws InterruptedException {
        assertThat(hot.usage().works(broker.address()))
                .as("works before it is installed")
                .isFalse();
        warmUp();
        CoreState core = CoreState.of(broker.context());
        Map<String, Long> threads = Threads.counted();

        underTraffic();

        assertThat(CoreState.of(broker.context()))
                .as("the broker's own bundles")
                .isEqualTo(core);
        Awaitility.await("no thread left behind")
                .pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> {
                    // The JDK's Cleaner ends its thread when the classes that use it are collected.
                    System.gc();
                    assertThat(Threads.moreThan(threads)).isEmpty();
                });
        awaitCollected();
        install(FIRST);
        assertThat(hot.usage().works(broker.address()))
                .as("works when installed again")
                .isTrue();
        assertThat(CoreState.of(broker.context()))
                .as("the broker's own bundles")
                .isEqualTo(core);
    }

    /** What the broker and the clients create once and keep shall be there before anything is counted. */
    private void warmUp() throws InterruptedException {
        install(FIRST);
        try (Traffic traffic = new Traffic(broker.address(), hot.usage().credentials(), PAIRS)) {
            assertThat(hot.usage().harms(broker.address()))
                    .as("does what it must not")
                    .isFalse();
            traffic.awaitNothingLost();
        }
        remove();
    }

    private void underTraffic() throws InterruptedException {
        install(FIRST);
        try (Traffic traffic = new Traffic(broker.address(), hot.usage().credentials(), PAIRS);
                Probes probes = new Probes(broker.address(), hot.usage())) {
            probes.installed();
            await(probes);
            for (String version : UPDATES) {
                install(version);
                await(probes);
            }
            refuseBroken(UPDATES.getLast());
            await(probes);
            install(FIRST);
            await(probes);

            probes.leaving();
            remove();
            int worked = probes.worked();
            await(probes);
            // The one probe that may have been under way.
            assertThat(probes.worked() - worked)
                    .as("worked after it was removed")
                    .isLessThanOrEqualTo(1);

            install(UPDATES.getFirst());
            probes.installed();
            await(probes);
            probes.leaving();

            traffic.awaitNothingLost();
            assertThat(traffic.dropped()).as("clients dropped").isEmpty();
            assertThat(traffic.acknowledged()).as("publishes").isPositive();
            assertThat(probes.violations())
                    .as("what %s did wrong", hot.symbolicName())
                    .isEmpty();
        }
        remove();
    }

    /** Lets some probes go by. */
    private static void await(Probes probes) {
        int until = probes.asked() + PROBES_A_STEP;
        Awaitility.await("probes")
                .atMost(Duration.ofSeconds(60))
                .until(() -> probes.asked() >= until || !probes.violations().isEmpty());
    }

    private void install(String version) {
        broker.drop(Repackaged.as(version, hot.jar(), work), file);
        Bundle bundle = broker.awaitVersion(hot.symbolicName(), version);
        // A bundle counts as started a moment before its components are there.
        Awaitility.await("works after its installation")
                .atMost(Duration.ofSeconds(60))
                .until(() -> hot.usage().works(broker.address()));
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    /** An update that cannot serve is refused, and the version before stays. */
    private void refuseBroken(String running) {
        broker.drop(Repackaged.withoutClasses(BROKEN, hot.jar(), work), file);
        Awaitility.await("refusal of a broken update").until(() -> broker.log().contains("Refused file=" + file));
        assertThat(broker.awaitVersion(hot.symbolicName(), running).getState()).isEqualTo(Bundle.ACTIVE);
    }

    private void remove() {
        broker.take(file);
        broker.awaitGone(hot.symbolicName());
    }

    private void awaitCollected() {
        Awaitility.await("class loaders of the versions that went")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    System.gc();
                    assertThat(loaders).extracting(WeakReference::get).containsOnlyNulls();
                });
    }
}
