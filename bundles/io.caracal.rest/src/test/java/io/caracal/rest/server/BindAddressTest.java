package io.caracal.rest.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:18083, 127.0.0.1, 18083",
        "'[::1]:1', 0:0:0:0:0:0:0:1, 1",
        "'0.0.0.0:0', 0.0.0.0, 0",
    })
    void readsAddressAndPort(String text, String host, int port) {
        var address = BindAddress.parse(text);

        assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @Test
    void aPortAloneMeansLoopback() {
        assertThat(BindAddress.parse("18083").getAddress().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:18083", "127.0.0.1:x"})
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindAddress.parse(text))
                .withMessageContaining("expected an address and a port");
    }
}
