package io.caracal.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.core.limits.Rate.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "1000/s, 1000, 1000000000",
        "100/10s, 100, 10000000000",
        "1MB/s, 1048576, 1000000000",
        "64 KB / 5m, 65536, 300000000000",
        "5/500ms, 5, 500000000",
        "7/h, 7, 3600000000000",
        "1gb/d, 1073741824, 86400000000000"
    })
    void readsWhatEmqxUsersWrite(String text, long amount, long nanos) {
        assertThat(Rate.parse("rate", text, Unit.BYTES)).contains(new Rate(amount, nanos));
    }

    @Test
    void infinityIsNoLimit() {
        assertThat(Rate.parse("rate", "infinity", Unit.PIECES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1000", "0/s", "10/0s", "-1/s", "fast", "1000/y", "1MB/s"})
    void whatIsNoRateIsNamedWithItsKey(String text) {
        assertThatThrownBy(() -> Rate.parse("messages_rate", text, Unit.PIECES))
                .hasMessageContaining(
                        "messages_rate: \"" + text + "\" is no rate; expected one above 0 such as 1000/s");
    }

    @Test
    void aBurstMayBeNothingButNotWithoutLimit() {
        assertThat(Rate.parseBurst("messages_burst", "0", Unit.PIECES)).isEmpty();
        assertThatThrownBy(() -> Rate.parseBurst("messages_burst", "infinity", Unit.PIECES))
                .hasMessageContaining("messages_burst")
                .hasMessageContaining("or 0 for none");
    }
}
