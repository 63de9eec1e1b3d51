package io.caracal.rest.form;

import java.util.Iterator;
import java.util.Locale;
import org.eclipse.jetty.util.QuotedStringTokenizer;

/**
 * What the head of a part says.
 *
 * @param name of the field, empty if there is none
 * @param fileName empty if there is none
 */
record FormPart(String name, String fileName) {
    private static final QuotedStringTokenizer PARAMETERS = QuotedStringTokenizer.builder()
            .delimiters(";")
            .ignoreOptionalWhiteSpace()
            .allowEmbeddedQuotes()
            .allowEscapeOnlyForQuotes()
            .build();

    /** @param disposition {@code form-data; name="plugin"; filename="greeter.jar"} */
    static FormPart of(String disposition) {
        String name = "";
        String fileName = "";
        for (Iterator<String> tokens = PARAMETERS.tokenize(disposition); tokens.hasNext(); ) {
            String[] pair = tokens.next().split("=", 2);
            String value =
                    pair.length == 2 ? PARAMETERS.unquote(pair[1].strip()).strip() : "";
            switch (pair[0].strip().toLowerCase(Locale.ROOT)) {
                case "name" -> name = value;
                case "filename", "filename*" -> fileName = value;
                default -> {}
            }
        }
        return new FormPart(name, fileName);
    }
}
