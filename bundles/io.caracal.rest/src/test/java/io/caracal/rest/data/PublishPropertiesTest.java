package io.caracal.rest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.rest.data.PublishProperties.UserProperty;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishPropertiesTest {
    private static PublishProperties contentType(String text) {
        return new PublishProperties(
                Optional.empty(), Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void comeBackAsTheyWere() {
        PublishProperties all = new PublishProperties(
                Optional.of(true),
                Optional.of("text/plain"),
                Optional.of("answers/ü"),
                Optional.of("AAEC"),
                Optional.of(List.of(new UserProperty("a", "1"), new UserProperty("a", "2"))));

        assertThat(PublishProperties.decode(all.encode())).isEqualTo(all);
    }

    @Test
    void areReadAsTheStandardHasThem() {
        byte[] encoded = {0x01, 1, 0x03, 0, 1, 'x', 0x26, 0, 1, 'a', 0, 0};

        assertThat(PublishProperties.decode(encoded))
                .isEqualTo(new PublishProperties(
                        Optional.of(true),
                        Optional.of("x"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(List.of(new UserProperty("a", "")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\ud800"})
    void refuseTextThatMqttDoesNotAllow(String text) {
        assertThatThrownBy(() -> contentType(text).encode()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contentType("x".repeat(65_536)).encode()).hasMessageContaining("65535");
    }

    @Test
    void refuseWhatIsCutOff() {
        assertThatThrownBy(() -> PublishProperties.decode(new byte[] {0x03, 0, 5, 'x'}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PublishProperties.decode(new byte[] {0x77}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
