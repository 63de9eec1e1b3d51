package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document says what there is, no more and no less. */
class OpenApiIT {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

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

    @Test
    void everyOperationOfTheDocumentIsARoute() {
        RestClient anonymous = broker.anonymous();

        assertThat(document.operations()).isNotEmpty().allSatisfy(operation -> {
            Answer answer = anonymous.call(operation.method(), operation.pathWithExamples(), operation.noBody());
            assertThat(answer.status())
                    .as("%s: %s", operation, answer.body())
                    .isNotEqualTo(405)
                    .isLessThan(500);
            if (!operation.isAnonymous()) {
                answer.refuses(401, "UNAUTHORIZED");
            }
        });
    }

    /** What a path allows besides is told by the server itself, which knows its routes from the classes, not from the document. */
    @Test
    void everyRouteIsInTheDocument() {
        List<String> missing = new ArrayList<>();
        for (String path : document.paths()) {
            String concrete = document.withExamples(path);
            Answer answer = broker.anonymous().call("OPTIONS", concrete, BodyPublishers.noBody());
            String allowed = answer.headers().firstValue("allow").orElse("");
            for (String method : METHODS) {
                if (List.of(allowed.split("\\s*,\\s*")).contains(method) && !document.has(method, path)) {
                    missing.add(method + " " + path);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyOperationIsDescribed() {
        Set<String> ids = new HashSet<>();
        assertThat(document.operations()).allSatisfy(operation -> {
            assertThat(operation.node().at("/summary").asString())
                    .as("summary of %s", operation)
                    .endsWith(".");
            assertThat(ids.add(operation.id()))
                    .as("%s is the only one", operation.id())
                    .isTrue();
            assertThat(operation.node().at("/responses").propertyNames())
                    .as("responses of %s", operation)
                    .contains("400", "429", "500");
            Pattern.compile("\\{([^}]+)}").matcher(operation.path()).results().forEach(match -> assertThat(
                            operation.parameters("path"))
                    .as("path parameters of %s", operation)
                    .extracting(parameter -> parameter.get("name").asString())
                    .contains(match.group(1)));
        });
    }

    @Test
    void isValidOpenApi() {
        assertThat(document.problemsOfForm()).isEmpty();
    }

    @Test
    void aPageThatFetchesNothingFromElsewhereShowsIt() {
        Answer page = broker.anonymous().get("/api-docs");
        Answer script = broker.anonymous().get("/api-docs/api-docs.js");

        assertThat(page.hasStatus(200).body()).contains("<script src=\"/api-docs/api-docs.js\">");
        assertThat(page.body()
                        + script.hasStatus(200).body()
                        + broker.anonymous().get("/api-docs/api-docs.css").body())
                .doesNotContain("http://", "https://");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'");
    }
}
