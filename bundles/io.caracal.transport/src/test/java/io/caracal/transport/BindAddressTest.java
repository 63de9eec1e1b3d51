package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1883, 127.0.0.1,       1883",
        "0.0.0.0:0,      0.0.0.0,         0",
        "10.1.2.3:65535, 10.1.2.3,        65535",
        "[::1]:1883,     0:0:0:0:0:0:0:1, 1883",
        "[::]:1,         0:0:0:0:0:0:0:0, 1",
        "localhost:1883, 127.0.0.1,       1883",
    })
    void hostAndPortAreReadInEveryForm(String text, String host, int port) {
        InetSocketAddress address = BindAddress.parse(text);

        assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1883", ":1883"})
    void aPortAloneMeansTheLoopbackAddress(String text) {
        InetSocketAddress address = BindAddress.parse(text);

        assertThat(address.getAddress().isLoopbackAddress()).isTrue();
        assertThat(address.getPort()).isEqualTo(1883);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:mqtt", "127.0.0.1: 1883", "1883 ", "[::1]"})
    void whatIsNoPortIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindAddress.parse(text))
                .withMessageStartingWith("bind: ")
                .withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "127.0.0.1:65536", "127.0.0.1:-5", "99999999999"})
    void aPortOutOfRangeIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindAddress.parse(text))
                .withMessageStartingWith("bind: ")
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1:1883", "fe80::1", "::"})
    void anIpv6AddressWithoutBracketsIsShownWithThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindAddress.parse(text))
                .withMessageContaining("brackets")
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void aNameThatDoesNotResolveIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindAddress.parse("no-such-host.invalid:1883"))
                .withMessageContaining("\"no-such-host.invalid\"")
                .withMessageContaining("neither an address nor a name that resolves");
    }
}
