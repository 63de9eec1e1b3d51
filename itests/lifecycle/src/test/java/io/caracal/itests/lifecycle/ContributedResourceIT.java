package io.caracal.itests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's bundle contributes a resource to the REST API and takes it away again while calls come in. */
@Timeout(300)
class ContributedResourceIT {
    private static final Distribution DISTRIBUTION = Distribution.assembled();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path work;

    private static ContributedResourceUsage usage() {
        return new ContributedResourceUsage(DISTRIBUTION.bundle("io.caracal.rest"));
    }

    @Test
    void comesChangesAndGoesUnderTraffic() throws InterruptedException {
        HotLifecycle.check(
                DISTRIBUTION, new HotBundle(ContributingBundle.NAME, ContributingBundle.in(work), usage()), work);
    }

    @Test
    void isGoneWithItsBundle() {
        Path jar = ContributingBundle.in(work);
        try (ContributedResourceUsage usage = usage();
                EmbeddedBroker broker = new EmbeddedBroker(DISTRIBUTION, work, usage.configuration())) {
            broker.install(usage.companions().getFirst());
            broker.drop(jar, "otters.jar");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> usage.works(broker.address()));

            broker.take("otters.jar");
            broker.awaitGone(ContributingBundle.NAME);

            assertThat(usage.call("GET", "/api/v5/lifecycle/otters/kay", "").statusCode())
                    .isEqualTo(404);
            assertThat(usage.call("POST", "/api/v5/lifecycle/otters", "{}").statusCode())
                    .isEqualTo(404);
            assertThat(usage.described()).isFalse();
        }
    }
}
