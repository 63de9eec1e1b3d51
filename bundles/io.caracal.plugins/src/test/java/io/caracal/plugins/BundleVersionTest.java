package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleVersionTest {
    @ParameterizedTest
    @CsvSource({"1, 1.0.1", "1.9, 1.10", "1.0.0, 1.0.0.a", "1.0.0.a, 1.0.0.b", "0.1.0, 0.1.1"})
    void ordersAsOsgiDoes(String lower, String higher) {
        assertThat(BundleVersion.parse(lower)).isLessThan(BundleVersion.parse(higher));
    }
}
