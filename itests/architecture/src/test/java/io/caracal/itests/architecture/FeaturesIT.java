package io.caracal.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.lifecycle.Distribution;
import io.caracal.itests.lifecycle.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/** Every feature file of the distribution in one running broker: its bundles resolve and all their components are satisfied. */
@Timeout(120)
class FeaturesIT {
    private static final Distribution DISTRIBUTION = Distribution.assembled();

    @TempDir
    private static Path work;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = new EmbeddedBroker(DISTRIBUTION, work, "");
        for (Path feature : DISTRIBUTION.hotFeatures()) {
            broker.drop(feature, String.valueOf(feature.getFileName()));
        }
        int expected = installed() + hotBundles().size();
        Awaitility.await("hot features").until(() -> installed() == expected);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static int installed() {
        return broker.context().getBundles().length;
    }

    private static List<String> hotBundles() {
        return DISTRIBUTION.hotFeatures().stream()
                .flatMap(feature -> DISTRIBUTION.bundles(feature).stream())
                .map(bundle -> BuiltBundle.read(bundle.jar(), false).name())
                .distinct()
                .toList();
    }

    @Test
    void everyBundleRuns() {
        assertThat(broker.context().getBundles()).allSatisfy(bundle -> assertThat(bundle.getState())
                .as(bundle.toString())
                .isEqualTo(isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE));
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    @Test
    void everyHotFeatureIsInstalled() {
        assertThat(Arrays.stream(broker.context().getBundles()).map(Bundle::getSymbolicName))
                .containsAll(hotBundles());
    }

    @Test
    void everyComponentIsSatisfied() {
        Components components = new Components(broker.context());

        assertThat(components.count()).isPositive();
        Awaitility.await()
                .untilAsserted(() -> assertThat(components.unsatisfied()).isEmpty());
    }
}
