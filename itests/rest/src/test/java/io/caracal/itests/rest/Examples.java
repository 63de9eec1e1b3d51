package io.caracal.itests.rest;

import io.caracal.itests.rest.ApiDocument.ApiOperation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes values that fit a schema: the examples that it names, else something of the right type. */
final class Examples {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ApiDocument document;

    Examples(ApiDocument document) {
        this.document = document;
    }

    /** The path of an operation with its parameters filled in. */
    String path(ApiOperation operation) {
        String path = operation.path().substring(1);
        for (JsonNode parameter : operation.parameters("path")) {
            String value = value(parameter.get("schema")).asString();
            path = path.replace(
                    "{" + parameter.get("name").asString() + "}",
                    URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return path;
    }

    String body(JsonNode schema) {
        return MAPPER.writeValueAsString(value(schema));
    }

    /** A body with one value that is a text, whatever it should be. */
    String body(JsonNode schema, String name, String text) {
        ObjectNode body = (ObjectNode) value(schema);
        body.put(name, text);
        return MAPPER.writeValueAsString(body);
    }

    private JsonNode value(JsonNode given) {
        JsonNode schema = document.resolved(given);
        if (schema.has("examples")) {
            return schema.at("/examples/0");
        }
        if (schema.has("enum")) {
            return schema.at("/enum/0");
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> object(schema);
            case "array" -> {
                ArrayNode list = MAPPER.createArrayNode();
                list.add(value(schema.get("items")));
                yield list;
            }
            case "integer", "number" ->
                MAPPER.valueToTree(schema.path("minimum").asLong(1));
            case "boolean" -> MAPPER.valueToTree(true);
            case "string" ->
                MAPPER.valueToTree(
                        "date-time".equals(schema.path("format").asString("")) ? "2099-12-31T23:59:59Z" : "example");
            default -> MAPPER.createObjectNode();
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode made = MAPPER.createObjectNode();
        schema.path("properties")
                .propertyNames()
                .forEach(name -> made.set(name, value(schema.at("/properties").get(name))));
        return made;
    }
}
