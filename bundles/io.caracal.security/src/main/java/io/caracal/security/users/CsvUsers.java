package io.caracal.security.users;

import io.caracal.security.users.UserFiles.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users as CSV (RFC 4180): a line of names, then a line for each. */
final class CsvUsers {
    private final String text;
    private int at;
    private int line = 1;

    private CsvUsers(String text) {
        this.text = text;
    }

    static List<Row> read(String text) {
        return new CsvUsers(text).rows();
    }

    private List<Row> rows() {
        List<String> names = line();
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            String place = "line " + line;
            List<String> fields = line();
            if (fields.size() == 1 && fields.getFirst().isBlank()) {
                continue;
            }
            if (fields.size() != names.size()) {
                throw new IllegalArgumentException(place + ": " + fields.size() + " values were given, expected "
                        + names.size() + " as the first line names");
            }
            Map<String, @Nullable String> values = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i).strip(), fields.get(i));
            }
            rows.add(new Row(place, values));
        }
        return rows;
    }

    private List<String> line() {
        List<String> fields = new ArrayList<>();
        do {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        } while (at < text.length() && text.charAt(at++) == ',');
        // The character that ended the last field is that of the line, unless it is the end of the text.
        if (at > 0
                && at <= text.length()
                && text.charAt(at - 1) == '\r'
                && at < text.length()
                && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        return fields;
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        int begun = line;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else if (at == text.length() || ",\r\n".indexOf(text.charAt(at)) >= 0) {
                return value.toString();
            } else {
                throw new IllegalArgumentException(
                        "line " + line + ": something was given behind a closing quote, expected a comma");
            }
        }
        throw new IllegalArgumentException("line " + begun + ": a value in quotes has no end, expected \"");
    }
}
