package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. */
record Answer(int status, HttpHeaders headers, String body) {
    private static final JsonMapper MAPPER = new JsonMapper();

    JsonNode json() {
        return MAPPER.readTree(body);
    }

    /** The text of a value in the body, {@code meta/count}. */
    String text(String path) {
        return json().at("/" + path).asString();
    }

    Answer hasStatus(int expected) {
        assertThat(status).as("status; body: %s", body).isEqualTo(expected);
        return this;
    }

    /** It is a refusal with this code, and its message has these words. */
    Answer refuses(int expected, String code, String... words) {
        hasStatus(expected);
        assertThat(headers.firstValue("content-type")).hasValue("application/json");
        assertThat(text("code")).isEqualTo(code);
        assertThat(text("message")).isNotBlank();
        for (String word : words) {
            assertThat(text("message")).contains(word);
        }
        return this;
    }
}
