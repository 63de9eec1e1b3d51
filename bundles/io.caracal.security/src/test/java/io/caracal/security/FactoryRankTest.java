package io.caracal.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactoryRankTest {

    private static FactoryRank rank(int major, int minor, String qualifier, int ranking, long serviceId) {
        return new FactoryRank(new BundleVersion(major, minor, 0, qualifier), ranking, serviceId);
    }

    @Test
    void newestVersionComesFirstThenHighestRankingThenLastRegistered() {
        List<FactoryRank> best = List.of(
                rank(2, 10, "", 0, 50),
                rank(2, 9, "b", 0, 40),
                rank(2, 9, "a", 5, 45),
                rank(2, 9, "a", 0, 31),
                rank(2, 9, "a", 0, 30),
                rank(1, 99, "", 100, 1));
        assertThat(Stream.of(3, 0, 5, 1, 4, 2).map(best::get).sorted()).containsExactlyElementsOf(best);
    }

    @Test
    void versionIsWrittenAsOsgiWritesIt() {
        assertThat(new BundleVersion(1, 2, 3, "")).hasToString("1.2.3");
        assertThat(new BundleVersion(1, 2, 3, "rc1")).hasToString("1.2.3.rc1");
    }
}
