package io.caracal.cli.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads {@code {"data": […], "meta": {…}}} and hands out each element as soon as it is read, so that a page of 10,000 is never held
 * as a whole. A bare list counts as the only page.
 */
public final class PageReader {
    private PageReader() {}

    /**
     * @param rows gets each element of {@code data}
     * @return {@code meta}; not there if the answer has none
     */
    public static Node read(InputStream input, Consumer<Node> rows) throws IOException {
        try (JsonParser parser = Json.parser(input)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                elements(parser, rows);
                return new Node(null);
            }
            return first == JsonToken.START_OBJECT ? page(parser, rows) : new Node(null);
        }
    }

    private static Node page(JsonParser parser, Consumer<Node> rows) throws IOException {
        Node meta = new Node(null);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("data") && token == JsonToken.START_ARRAY) {
                elements(parser, rows);
            } else if (name.equals("meta")) {
                meta = new Node(Json.value(parser));
            } else {
                parser.skipChildren();
            }
        }
        return meta;
    }

    private static void elements(JsonParser parser, Consumer<Node> rows) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            rows.accept(new Node(Json.value(parser)));
        }
    }
}
