package io.caracal.api.auth.template;

import io.caracal.api.auth.ClientFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the placeholders in a text. */
final class Placeholders {
    private static final List<String> KNOWN = List.of(
            "username",
            "clientid",
            "password",
            "peerhost",
            "peerport",
            "cert_subject",
            "cert_common_name",
            "tls_version",
            "zone",
            "listener");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final String OPEN = "${";

    private Placeholders() {}

    static List<Part> split(String text, Set<String> more) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            literal.append(text, at, open);
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("the placeholder " + text.substring(open)
                        + " was given, expected } at its end; ${$} stands for a dollar sign");
            }
            String name = text.substring(open + OPEN.length(), close);
            if (name.equals("$")) {
                literal.append('$');
            } else {
                check(name, more);
                flush(literal, parts);
                parts.add(new Part.Placeholder(name));
            }
            at = close + 1;
        }
        literal.append(text, at, text.length());
        flush(literal, parts);
        return List.copyOf(parts);
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static void check(String name, Set<String> more) {
        boolean attribute = name.startsWith(ClientFacts.ATTRIBUTE_PREFIX)
                && ATTRIBUTE
                        .matcher(name.substring(ClientFacts.ATTRIBUTE_PREFIX.length()))
                        .matches();
        if (!attribute && !KNOWN.contains(name) && !more.contains(name)) {
            List<String> names = new ArrayList<>(KNOWN);
            names.addAll(more.stream().sorted().toList());
            throw new IllegalArgumentException("the placeholder ${" + name + "} was given, expected one of ${"
                    + String.join("}, ${", names) + "}, ${client_attrs.NAME}");
        }
    }
}
