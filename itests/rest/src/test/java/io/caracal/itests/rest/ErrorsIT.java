package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request is said in the same form. */
class ErrorsIT {
    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static RestClient admin;

    @BeforeAll
    static void start() {
        broker = RestBroker.start();
        admin = broker.admin();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'username': 'x' | no valid JSON (line 1, column",
                "{'username': 'x',} | no valid JSON",
                "username=x | no valid JSON",
                "{'username': 'x', 'username': 'y', 'password': 'fish and more fish'} | Duplicate",
                "{'username': 'x', 'pasword': 'y'} | pasword: given an unknown key, did you mean password?",
                "{'username': 'x', 'colour': 'y'} | colour: given an unknown key, expected one of",
                "{'username': 'x'} | password: is missing, expected text",
                "{'username': null, 'password': 'fish and more fish'} | username: is missing",
                "{'username': 5, 'password': 'fish and more fish'} | username: ",
                "{'username': ['x'], 'password': 'fish and more fish'} | username: given another kind of value, expected text",
                "{'username': 'x', 'password': 'fish and more fish', 'role': 'king'} | role: given \"king\", expected one of administrator, viewer, publisher",
                "{'username': '', 'password': 'fish and more fish'} | username: given 0 characters, expected 1 to 64",
                "[] | expected an object",
                "null | expected an object",
                "{'username': 'x', 'password': 'fish and more fish'} {} | no valid JSON",
            })
    void aBodyThatIsWrongIsRefusedWithTheReason(String body, String words) {
        admin.post("users", body).refuses(400, "BAD_REQUEST", words);
    }

    @Test
    void aBodyThatIsEmptyIsRefused() {
        admin.with("Content-Type", "application/json")
                .call("POST", "users", BodyPublishers.noBody())
                .refuses(400, "BAD_REQUEST", "expected an object");
    }

    @Test
    void anUnknownQueryParameterIsRefusedWithASuggestion() {
        admin.get("audit?limt=5").refuses(400, "BAD_REQUEST", "limt", "did you mean limit?");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, 1 to 10000",
        "limit=10001, 1 to 10000",
        "limit=five, a whole number",
        "limit=99999999999, a whole number",
        "page=0, at least 1",
        "success=maybe, true or false",
        "gte_created_at=yesterday, a time such as",
        "limit=1&limit=2, given 2 times",
    })
    void aQueryParameterThatIsOutOfRangeIsRefused(String query, String words) {
        admin.get("audit?" + query).refuses(400, "BAD_REQUEST", query.substring(0, query.indexOf('=')), words);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        admin.get("nothing/here").refuses(404, "NOT_FOUND", "nothing/here");
        admin.get("/elsewhere").refuses(404, "NOT_FOUND", "/api/v5/");
        admin.get("users/nobody").refuses(404, "NOT_FOUND", "nobody");
    }

    @Test
    void anotherMethodIsRefusedAndTheRightOnesAreNamed() {
        Answer answer = admin.delete("users");

        answer.refuses(405, "METHOD_NOT_ALLOWED", "GET");
        assertThat(answer.headers().firstValue("allow").orElse("")).contains("GET", "POST");
    }

    @Test
    void aMediaTypeThatIsNotUnderstoodIsRefused() {
        admin.with("Content-Type", "application/xml")
                .post("users", "<user/>")
                .refuses(415, "UNSUPPORTED_MEDIA_TYPE", "application/xml", "application/json");
    }

    @Test
    void aMediaTypeThatIsNotProducedIsRefused() {
        admin.with("Accept", "image/png").get("users").refuses(406, "NOT_ACCEPTABLE", "image/png");
    }

    @Test
    void everyCodeIsExplained() {
        assertThat(admin.anonymous().get("error_codes").hasStatus(200).body())
                .contains("BAD_USERNAME_OR_PWD", "PRECONDITION_FAILED", "ALREADY_EXISTS");
        assertThat(admin.get("error_codes/NOT_FOUND").text("status")).isEqualTo("404");
    }

    @Test
    void answersAreGuardedAgainstMisuseByBrowsers() {
        var headers = admin.get("users").headers();

        assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(headers.firstValue("x-frame-options")).hasValue("DENY");
        assertThat(headers.firstValue("cache-control")).hasValue("no-store");
        assertThat(headers.firstValue("content-security-policy")).isPresent();
        assertThat(headers.firstValue("server")).isEmpty();
    }

    @Test
    void pagesOfOtherOriginsGetNoPermissionByDefault() {
        Answer answer = admin.with("Origin", "https://evil.example").get("users");

        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
}
