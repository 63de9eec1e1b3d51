package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.rest.ApiDocument.ApiOperation;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drives every operation of the document with values that are good and values that are not; each answer must be one that the document knows. */
class EveryOperationIT {
    private static final List<String> BAD_BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "5",
            "\"text\"",
            "{\"no_such_key\": 1}",
            "{\"a\":".repeat(2000),
            "[".repeat(2000),
            "{\"\\ud800\": \"\\u0000\"}");
    private static final List<String> BAD_PATHS =
            List.of("no-such-thing", "%00", "..%2F..%2Fetc", "%F0%9F%90%9F", "a%2Fb", "x".repeat(4000), "%25", "*");
    private static final List<String> BAD_VALUES = List.of(
            "",
            "-1",
            "0",
            "99999999999999999999",
            "true",
            "nonsense",
            "\u0000",
            "x".repeat(2000),
            "ü",
            "2026-13-45T00:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static ApiDocument document;

    @BeforeAll
    static void start() {
        broker = RestBroker.start(start -> start.set("dashboard.max_request_rate", "0"));
        document = ApiDocument.of(broker.anonymous());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    /** Those that end the credential that the test works with. */
    private static Stream<ApiOperation> operations() {
        return document.operations().stream()
                .filter(operation -> !operation.id().equals("logout"));
    }

    private static RestClient client() {
        String token = new JsonMapper()
                .readTree(broker.dataText("run/rest.json"))
                .get("token")
                .asString();
        return broker.anonymous().withToken(token);
    }

    private static Answer call(ApiOperation operation, String path, String body) {
        RestClient client = client().with("Content-Type", "application/json");
        return client.call(
                operation.method(), path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private static void check(ApiOperation operation, String path, String body, List<String> problems) {
        Answer answer = call(operation, path, body);
        if (answer.status() >= 500 && answer.status() != 503) {
            problems.add(operation + " " + path + " " + shortened(body) + ": status " + answer.status());
        }
        operation
                .problems(answer)
                .forEach(problem ->
                        problems.add(operation + " " + shortened(path) + " " + shortened(body) + ": " + problem));
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    @Test
    void answersWellToWhatTheDocumentAllows() {
        List<String> problems = new ArrayList<>();
        operations().forEach(operation -> {
            Examples examples = new Examples(document);
            String body = operation.bodySchema().map(examples::body).orElse("");
            check(operation, examples.path(operation), body, problems);
        });

        assertThat(problems).isEmpty();
    }

    @Test
    void answersWellToBodiesThatAreWrong() {
        List<String> problems = new ArrayList<>();
        operations().filter(ApiOperation::takesBody).forEach(operation -> {
            String path = new Examples(document).path(operation);
            BAD_BODIES.forEach(body -> check(operation, path, body, problems));
            operation.bodySchema().ifPresent(schema -> schema.path("properties")
                    .propertyNames()
                    .forEach(name -> BAD_VALUES.forEach(value ->
                            check(operation, path, new Examples(document).body(schema, name, value), problems))));
        });

        assertThat(problems).isEmpty();
    }

    @Test
    void answersWellToPathsThatAreWrong() {
        List<String> problems = new ArrayList<>();
        operations()
                .filter(operation -> !operation.parameters("path").isEmpty())
                .forEach(operation -> {
                    String body = operation
                            .bodySchema()
                            .map(new Examples(document)::body)
                            .orElse("");
                    BAD_PATHS.forEach(bad -> check(
                            operation, operation.path().substring(1).replaceAll("\\{[^}]+}", bad), body, problems));
                });

        assertThat(problems).isEmpty();
    }

    @Test
    void answersWellToQueriesThatAreWrong() {
        List<String> problems = new ArrayList<>();
        operations().forEach(operation -> {
            String path = new Examples(document).path(operation);
            String body =
                    operation.bodySchema().map(new Examples(document)::body).orElse("");
            for (JsonNode parameter : operation.parameters("query")) {
                String name = parameter.get("name").asString();
                BAD_VALUES.forEach(value -> check(
                        operation,
                        path + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8),
                        body,
                        problems));
            }
        });

        assertThat(problems).isEmpty();
    }
}
