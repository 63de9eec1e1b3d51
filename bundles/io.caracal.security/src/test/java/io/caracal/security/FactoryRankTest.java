package io.caracal.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactoryRankTest {

    private static FactoryRank rank(
            String bundle, long bundleId, int major, int minor, String qualifier, int ranking, long serviceId) {
        return new FactoryRank(bundle, bundleId, new BundleVersion(major, minor, 0, qualifier), ranking, serviceId);
    }

    private static List<FactoryRank> ranked(FactoryRank... present) {
        FactoryRegistry<AuthenticatorFactory<?>> registry = new FactoryRegistry<>();
        List<FactoryRank> shuffled = Arrays.asList(present.clone());
        Collections.reverse(shuffled);
        shuffled.forEach(
                rank -> registry.add(new Candidate<>(rank, "t", new TestFactory("t", TestAuthenticator.accepting()))));
        return registry.ranked("t").stream().map(Candidate::rank).toList();
    }

    @Test
    void amongBundlesTheNewestVersionComesFirstThenHighestRankingThenLastRegistered() {
        FactoryRank[] best = {
            rank("a", 1, 2, 10, "", 0, 50),
            rank("b", 2, 2, 9, "b", 0, 40),
            rank("c", 3, 2, 9, "a", 5, 45),
            rank("d", 4, 2, 9, "a", 0, 31),
            rank("e", 5, 2, 9, "a", 0, 30),
            rank("f", 6, 1, 99, "", 100, 1)
        };

        assertThat(ranked(best)).containsExactly(best);
    }

    @Test
    void ofOneBundleTheVersionInstalledLastComesFirstThoughItIsLower() {
        FactoryRank lower = rank("a", 9, 1, 0, "", 0, 90);
        FactoryRank higher = rank("a", 5, 2, 0, "", 10, 50);

        assertThat(ranked(lower, higher)).containsExactly(lower, higher);
    }

    @Test
    void theVersionInstalledLastStandsForItsBundleAmongOthers() {
        FactoryRank current = rank("a", 9, 1, 0, "", 0, 90);
        FactoryRank replaced = rank("a", 5, 3, 0, "", 0, 50);
        FactoryRank other = rank("b", 7, 2, 0, "", 0, 70);

        assertThat(ranked(other, current, replaced)).containsExactly(other, current, replaced);
    }

    @Test
    void inOneBundleTheHighestRankingComesFirst() {
        FactoryRank first = rank("a", 9, 1, 0, "", 5, 90);
        FactoryRank second = rank("a", 9, 1, 0, "", 0, 91);

        assertThat(ranked(first, second)).containsExactly(first, second);
    }

    @Test
    void versionIsWrittenAsOsgiWritesIt() {
        assertThat(new BundleVersion(1, 2, 3, "")).hasToString("1.2.3");
        assertThat(new BundleVersion(1, 2, 3, "rc1")).hasToString("1.2.3.rc1");
    }
}
