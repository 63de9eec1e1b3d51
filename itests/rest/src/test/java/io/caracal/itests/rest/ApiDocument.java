package io.caracal.itests.rest;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document as tests want it. */
final class ApiDocument {
    private static final String LOCATION = "urn:api";
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final String text;
    private final JsonNode tree;
    private final SchemaRegistry schemas;

    private ApiDocument(String text) {
        this.text = text;
        this.tree = new JsonMapper().readTree(text);
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(LOCATION, text)));
    }

    static ApiDocument of(RestClient client) {
        return new ApiDocument(
                client.get("/api-docs/openapi.json").hasStatus(200).body());
    }

    /** One method of one path. */
    final class ApiOperation {
        private final String method;
        private final String path;
        private final JsonNode node;

        private ApiOperation(String method, String path, JsonNode node) {
            this.method = method;
            this.path = path;
            this.node = node;
        }

        String method() {
            return method;
        }

        String path() {
            return path;
        }

        JsonNode node() {
            return node;
        }

        String id() {
            return node.get("operationId").asString();
        }

        boolean isAnonymous() {
            return node.get("security").isEmpty();
        }

        String pathWithExamples() {
            return withExamples(path);
        }

        BodyPublisher noBody() {
            return BodyPublishers.noBody();
        }

        /** Those in path, query or header. */
        List<JsonNode> parameters(String in) {
            List<JsonNode> found = new ArrayList<>();
            node.path("parameters").forEach(parameter -> {
                if (parameter.get("in").asString().equals(in)) {
                    found.add(parameter);
                }
            });
            return found;
        }

        /** The schema of a JSON body; empty if it takes none. */
        Optional<JsonNode> bodySchema() {
            JsonNode schema = node.at("/requestBody/content/application~1json/schema");
            return schema.isMissingNode() ? Optional.empty() : Optional.of(resolved(schema));
        }

        boolean takesBody() {
            return node.has("requestBody");
        }

        /** What is wrong with an answer, by what the document says of its status. */
        List<String> problems(Answer answer) {
            String pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/"
                    + method.toLowerCase(Locale.ROOT) + "/responses/" + answer.status();
            JsonNode response = tree.at(pointer);
            if (response.isMissingNode()) {
                return List.of("the document knows no status " + answer.status() + "; the answer is " + answer.body());
            }
            if (!response.has("content")) {
                return answer.body().isEmpty() ? List.of() : List.of("the document knows of no body: " + answer.body());
            }
            String type = answer.headers().firstValue("content-type").orElse("").split(";")[0];
            if (!response.get("content").has(type)) {
                return List.of("the document knows no " + type + " at status " + answer.status());
            }
            if (!type.equals("application/json")) {
                return List.of();
            }
            Schema schema = schemas.getSchema(
                    SchemaLocation.of(LOCATION + "#" + pointer + "/content/application~1json/schema"));
            return schema.validate(answer.body(), InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<ApiOperation> operations() {
        List<ApiOperation> found = new ArrayList<>();
        for (String path : paths()) {
            JsonNode item = tree.get("paths").get(path);
            item.propertyNames()
                    .forEach(method ->
                            found.add(new ApiOperation(method.toUpperCase(Locale.ROOT), path, item.get(method))));
        }
        return found;
    }

    List<String> paths() {
        return List.copyOf(tree.get("paths").propertyNames());
    }

    boolean has(String method, String path) {
        return tree.get("paths").get(path).has(method.toLowerCase(Locale.ROOT));
    }

    /** A path relative to {@code /api/v5}, its parameters filled in with what the document gives as examples. */
    String withExamples(String path) {
        return PARAMETER.matcher(path.substring(1)).replaceAll(match -> "example");
    }

    /** What a reference stands for. */
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? tree.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    /** Where the document does not follow the rules that tools rely on. */
    List<String> problemsOfForm() {
        List<String> problems = new ArrayList<>();
        if (!tree.path("openapi").asString("").startsWith("3.1.")) {
            problems.add("openapi: " + tree.path("openapi"));
        }
        Pattern.compile("\"\\$ref\":\"#([^\"]+)\"").matcher(text).results().forEach(match -> {
            if (tree.at(match.group(1)).isMissingNode()) {
                problems.add("a reference leads nowhere: " + match.group(1));
            }
        });
        for (ApiOperation operation : operations()) {
            if (operation.node().at("/responses").isEmpty()) {
                problems.add(operation + " has no responses");
            }
            operation.node().at("/responses").forEach(response -> {
                if (response.path("description").asString("").isEmpty()) {
                    problems.add(operation + " has a response without a description");
                }
            });
        }
        return problems;
    }
}
