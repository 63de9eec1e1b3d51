package io.caracal.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.config.Secret;
import io.caracal.api.connector.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {
    private static final Map<String, String> BODY = Map.of("user", "${username}", "where", "at ${zone}");

    private static HttpCall call(
            HttpMethod method, Map<String, String> headers, Map<String, String> body, String username)
            throws UnfitValueException {
        return template(method, headers, body)
                .render(name -> name.equals("username") ? Optional.of(username) : Optional.empty());
    }

    private static RequestTemplate template(HttpMethod method, Map<String, String> headers, Map<String, String> body) {
        Map<String, Secret> secrets = headers.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, entry -> new Secret(entry.getValue())));
        UrlTemplate url = UrlTemplate.url("http://localhost/auth?a=1", Set.of());
        return new RequestTemplate(method, url, secrets, body, Set.of());
    }

    private static String text(HttpCall call) {
        return new String(call.body(), StandardCharsets.UTF_8);
    }

    @Test
    void postCarriesJson() throws Exception {
        HttpCall call = call(HttpMethod.POST, Map.of(), BODY, "kay\",\"is_superuser\":true,\"x\":\"\u0000ü\\");

        assertThat(call.headers()).containsEntry("content-type", "application/json");
        assertThat(text(call))
                .isEqualTo(
                        "{\"user\":\"kay\\\",\\\"is_superuser\\\":true,\\\"x\\\":\\\"\\u0000ü\\\\\",\"where\":\"at \"}");
    }

    @Test
    void postCarriesAFormIfTheHeaderSaysSo() throws Exception {
        HttpCall call = call(
                HttpMethod.POST, Map.of("Content-Type", "application/x-www-form-urlencoded"), BODY, "kay&where=there");

        assertThat(text(call)).isEqualTo("user=kay%26where%3Dthere&where=at%20");
    }

    @Test
    void getCarriesTheBodyInItsQuery() throws Exception {
        HttpCall call = call(HttpMethod.GET, Map.of("Content-Type", "application/json"), BODY, "kay&where=there");

        assertThat(call.path()).isEqualTo("/auth?a=1&user=kay%26where%3Dthere&where=at%20");
        assertThat(call.body()).isEmpty();
        assertThat(call.headers()).doesNotContainKey("content-type");
    }

    @Test
    void valueInAHeaderBeginsNoOther() throws Exception {
        HttpCall call = call(
                HttpMethod.POST,
                Map.of("X-User", "u=${username}", "Authorization", "Bearer abc"),
                Map.of(),
                " kay\r\nX-Admin: yes, \u0000ü");

        assertThat(call.headers())
                .containsEntry("x-user", "u=%20kay%0D%0AX-Admin:%20yes%2C%20%00%C3%BC")
                .containsEntry("authorization", "Bearer abc");
    }

    @Test
    void tokenInAHeaderStaysAsItIs() throws Exception {
        String token = "eyJhbGciOiJIUzI1NiJ9.e30.a-b_c~d+e/f==";

        assertThat(call(HttpMethod.POST, Map.of("Authorization", "Bearer ${username}"), Map.of(), token)
                        .headers())
                .containsEntry("authorization", "Bearer " + token);
    }

    @Test
    void whatWouldBreakTheRequestIsRefused() {
        for (Map<String, String> headers : Set.of(
                Map.of("Host", "elsewhere"),
                Map.of("Content-Length", "0"),
                Map.of("X Y", "z"),
                Map.of("X-Y", "a\r\nb"),
                Map.of("Content-Type", "text/xml"))) {
            assertThatThrownBy(() -> template(HttpMethod.POST, headers, BODY))
                    .as("%s", headers)
                    .hasMessageContaining("headers:");
        }
    }

    @Test
    void questionThatIsTheSameForAllIsRefused() {
        assertThatThrownBy(() -> template(HttpMethod.POST, Map.of(), Map.of("user", "kay")))
                .hasMessageContaining("placeholder");
    }
}
