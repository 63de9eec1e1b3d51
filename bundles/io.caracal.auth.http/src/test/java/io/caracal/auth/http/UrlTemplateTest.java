package io.caracal.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
    private static String rendered(String template, String username) throws UnfitValueException {
        return UrlTemplate.url("http://auth.example.com:8080" + template, Set.of())
                .render(_ -> Optional.of(username));
    }

    @Test
    void urlIsCutBehindThePort() throws Exception {
        assertThat(UrlTemplate.url("https://auth.example.com:8443?x=1", Set.of())
                        .base())
                .isEqualTo("https://auth.example.com:8443");
        assertThat(rendered("/a/${username}?u=${username}", "kay")).isEqualTo("/a/kay?u=kay");
        assertThat(rendered("", "kay")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'a b', a%20b",
        "'a/../b', a%2F..%2Fb",
        "'a?admin=1&x#y', a%3Fadmin%3D1%26x%23y",
        "'ü%2F', %C3%BC%252F",
        "'a\r\nHost: evil', a%0D%0AHost%3A%20evil",
        "'@evil.example.com:80/', %40evil.example.com%3A80%2F"
    })
    void valueStaysAValue(String username, String encoded) throws Exception {
        assertThat(rendered("/u/${username}/x?q=${username}", username)).isEqualTo("/u/" + encoded + "/x?q=" + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void valueDoesNotClimbOutOfItsFolder(String username) {
        assertThatThrownBy(() -> rendered("/users/${username}/rights", username))
                .isInstanceOf(UnfitValueException.class);
        assertThatThrownBy(() -> rendered("/users/.${username}", ".")).isInstanceOf(UnfitValueException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://${username}/auth",
                "http://auth.example.com:${username}/auth",
                "ftp://auth.example.com/",
                "http://kay:secret@auth.example.com/",
                "http://auth.example.com/#top",
                "http://auth.example.com/${unknown}",
                "http://auth.example.com/{curly}",
                "auth.example.com/auth"
            })
    void urlThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> UrlTemplate.url(url, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
