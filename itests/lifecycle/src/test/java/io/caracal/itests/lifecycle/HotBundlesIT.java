package io.caracal.itests.lifecycle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class HotBundlesIT {
    private static final Distribution DISTRIBUTION = Distribution.assembled();

    static List<HotBundle> hotBundles() {
        return HotBundles.of(DISTRIBUTION);
    }

    @ParameterizedTest
    @MethodSource("hotBundles")
    void comesChangesAndGoesUnderTraffic(HotBundle hot, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path work)
            throws InterruptedException {
        assumeTrue(hot.usage().missing().isEmpty(), () -> hot.usage().missing().orElseThrow());
        HotLifecycle.check(DISTRIBUTION, hot, work);
    }
}
