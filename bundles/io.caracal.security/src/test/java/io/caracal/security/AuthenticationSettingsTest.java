package io.caracal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationSettingsTest {

    private static ElementSettings only(Map<String, String> keys) {
        return new AuthenticationSettings(List.of(new TestNode("authentication.0", keys)))
                .chain()
                .getFirst();
    }

    @Test
    void elementIsKnownByMechanismAndBackend() {
        assertThat(only(Map.of("mechanism", "password_based", "backend", "mysql"))
                        .id())
                .isEqualTo("password_based:mysql");
        assertThat(only(Map.of("mechanism", "jwt")).id()).isEqualTo("jwt");
    }

    @Test
    void keysOfTheChainItselfAreNotHandedToTheType() {
        ElementSettings element = only(Map.of("mechanism", "jwt", "enable", "true", "secret", "x"));
        assertThat(element.typeKeys()).isEqualTo(new TestNode("authentication.0", Map.of("secret", "x")));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "on,true", "Yes,true", "false,false", "off,false", "NO,false"})
    void enableIsABoolean(String text, boolean enabled) {
        assertThat(only(Map.of("mechanism", "jwt", "enable", text)).enable()).isEqualTo(enabled);
    }

    @Test
    void elementsAreEnabledByDefault() {
        assertThat(only(Map.of("mechanism", "jwt")).enable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "enabled"})
    void anythingElseInEnableIsAnError(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> only(Map.of("mechanism", "jwt", "enable", text)))
                .withMessageContaining("authentication.0.enable")
                .withMessageContaining("expected true or false");
    }

    @Test
    void missingMechanismIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> only(Map.of("backend", "mysql")))
                .withMessageContaining("authentication.0.mechanism");
    }

    @Test
    void sameTypeTwiceIsAnError() {
        List<SettingsNode> twice = List.of(
                new TestNode("authentication.0", Map.of("mechanism", "jwt")),
                new TestNode("authentication.1", Map.of("mechanism", "jwt")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthenticationSettings(twice))
                .withMessageContaining("authentication.1")
                .withMessageContaining("jwt");
    }

    @Test
    void everyLimitHasADefaultAndADescription() {
        assertThat(AuthenticationLimits.class.getRecordComponents()).allSatisfy(component -> {
            assertThat(component.getAnnotation(Default.class)).isNotNull();
            assertThat(component.getAnnotation(Description.class)).isNotNull();
        });
    }
}
