package io.caracal.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.connector.HttpAnswer;
import io.caracal.auth.http.Verdict.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static Verdict verdict(int status, String type, String body) throws BadAnswerException {
        return Verdict.of(
                new HttpAnswer(status, Map.of("content-type", List.of(type)), body.getBytes(StandardCharsets.UTF_8)),
                new Json());
    }

    @Test
    void noContentAllows() throws Exception {
        assertThat(verdict(204, "", "").result()).isEqualTo(Result.ALLOW);
    }

    @ParameterizedTest
    @CsvSource({"allow, ALLOW", "deny, DENY", "ignore, IGNORE"})
    void resultIsSaidAsJson(String word, Result result) throws Exception {
        assertThat(verdict(200, "application/json; charset=utf-8", "{\"result\":\"" + word + "\"}")
                        .result())
                .isEqualTo(result);
    }

    @Test
    void everythingElseThatIsSaidIsKept() throws Exception {
        Verdict verdict = verdict(200, "application/problem+json", """
                {"result": "allow", "is_superuser": true, "expire_at": 1800000000, "x": 1.5, "y": null,
                 "acl": [{"permission": "allow", "topic": "a"}]}
                """);

        assertThat(verdict.fields())
                .containsEntry("is_superuser", true)
                .containsEntry("expire_at", 1_800_000_000L)
                .containsEntry("x", 1.5)
                .containsEntry("y", null)
                .containsEntry("acl", List.of(Map.of("permission", "allow", "topic", "a")));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 301, 302, 400, 401, 403, 404, 500, 503})
    void otherStatusIsAFailure(int status) {
        assertThatThrownBy(() -> verdict(status, "application/json", "{\"result\":\"allow\"}"))
                .isInstanceOf(BadAnswerException.class)
                .hasMessageContaining("status " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "", "text/json", "application/jsonp", "application/x-www-form-urlencoded"})
    void otherContentIsAFailure(String type) {
        assertThatThrownBy(() -> verdict(200, type, "{\"result\":\"allow\"}"))
                .isInstanceOf(BadAnswerException.class)
                .hasMessageContaining("content type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "allow",
                "[]",
                "{",
                "{}",
                "{\"result\":\"ALLOW\"}",
                "{\"result\":true}",
                "{\"result\":null}",
                "{\"result\":[\"allow\"]}",
                "{\"result\":\"allow\"} {}",
                "{\"result\":\"deny\",\"result\":\"allow\"}",
                "{\"result\":\"allow\",\"x\":NaN}",
                "{\"result\":\"allow\",\"x\":99999999999999999999999999}",
                "{'result':'allow'}"
            })
    void whatIsNoDecisionIsAFailure(String body) {
        assertThatThrownBy(() -> verdict(200, "application/json", body)).isInstanceOf(BadAnswerException.class);
    }

    @Test
    void depthIsBounded() {
        String deep = "{\"result\":\"allow\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> verdict(200, "application/json", deep)).isInstanceOf(BadAnswerException.class);
    }
}
