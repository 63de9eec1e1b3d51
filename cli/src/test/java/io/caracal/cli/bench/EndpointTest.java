package io.caracal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.cli.CliException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "broker.example,            mqtt://broker.example:1883",
        "tcp://127.0.0.1:21883,     mqtt://127.0.0.1:21883",
        "mqtts://broker.example,    mqtts://broker.example:8883",
        "ssl://broker.example:1,    mqtts://broker.example:1",
        "ws://broker.example,       ws://broker.example:8083/mqtt",
        "wss://broker.example/a/b,  wss://broker.example:8084/a/b",
        "mqtt://[::1]:1883,         mqtt://[::1]:1883"
    })
    void whatIsLeftOutIsTheUsual(String given, String meant) {
        assertThat(Endpoint.parse(given)).hasToString(meant);
    }

    @Test
    void anAddressOfIpv6LosesItsBracketsForTheSystem() {
        assertThat(Endpoint.parse("mqtt://[::1]:1883").hostName()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://broker.example", "mqtt://", "mqtt://a b", "quic://x"})
    void whatIsNoAddressIsToldWithWhatIsExpected(String given) {
        assertThatThrownBy(() -> Endpoint.parse(given))
                .isInstanceOf(CliException.class)
                .hasMessageContainingAll(given, "wss://HOST:PORT");
    }
}
