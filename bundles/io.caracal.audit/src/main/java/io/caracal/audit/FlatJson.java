package io.caracal.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The little JSON that a line needs: one object, names and texts. */
final class FlatJson {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int HEX = 16;

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /** Builds an object. */
    static final class Writer {
        private final StringBuilder out = new StringBuilder("{");

        void add(String name, String value) {
            if (out.length() > 1) {
                out.append(',');
            }
            quote(name);
            out.append(':');
            quote(value);
        }

        private void quote(String value) {
            out.append('"');
            for (char c : value.toCharArray()) {
                switch (c) {
                    case '"', '\\' -> out.append('\\').append(c);
                    case '\n' -> out.append("\\n");
                    default -> {
                        // The two separators end lines for some readers.
                        if (c < FIRST_PRINTABLE || c == '\u2028' || c == '\u2029' || c == '\u0085') {
                            out.append("\\u%04x".formatted((int) c));
                        } else {
                            out.append(c);
                        }
                    }
                }
            }
            out.append('"');
        }

        @Override
        public String toString() {
            return out + "}";
        }
    }

    /** @throws IllegalArgumentException if the text is not what {@link Writer} writes */
    static Map<String, String> read(String text) {
        try {
            return new FlatJson(text).object();
        } catch (StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the line ends too early", e);
        }
    }

    private Map<String, String> object() {
        Map<String, String> values = new LinkedHashMap<>();
        expect('{');
        do {
            String name = quoted();
            expect(':');
            values.put(name, quoted());
        } while (text.charAt(at++) == ',');
        at--;
        expect('}');
        return values;
    }

    private void expect(char wanted) {
        if (text.charAt(at++) != wanted) {
            throw new IllegalArgumentException("expected " + wanted + " at " + at);
        }
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            value.append(c == '\\' ? escaped() : c);
        }
        return value.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), HEX);
            }
            default -> c;
        };
    }
}
