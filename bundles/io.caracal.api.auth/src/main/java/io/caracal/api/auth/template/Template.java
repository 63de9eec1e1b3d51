package io.caracal.api.auth.template;

import io.caracal.api.auth.ClientFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A text with placeholders: {@code ${username} ${clientid} ${password} ${peerhost} ${peerport} ${cert_subject}
 * ${cert_common_name} ${tls_version} ${zone} ${listener} ${client_attrs.NAME}}. {@code ${$}} stands for a dollar sign, so that
 * {@code ${$}{username}} is no placeholder. Immutable; any thread.
 *
 * <p>Rendering puts values into text as they are. Where the text has a syntax of its own (a URL, JSON) values are encoded by
 * whoever renders it; for SQL there is {@link SqlTemplate}.
 */
public final class Template {
    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Reads a text with the placeholders that every client has.
     *
     * @throws IllegalArgumentException if a placeholder is unknown or not closed; the message names it and those that there are
     */
    public static Template parse(String text) {
        return parse(text, Set.of());
    }

    /**
     * Reads a text that may have further placeholders, such as {@code topic}.
     *
     * @param more their names
     * @throws IllegalArgumentException if a placeholder is unknown or not closed; the message names it and those that there are
     */
    public static Template parse(String text, Set<String> more) {
        return new Template(Placeholders.split(text, more));
    }

    /** The names of its placeholders, {@code client_attrs.site} among them. */
    public Set<String> placeholders() {
        return parts.stream()
                .filter(Part.Placeholder.class::isInstance)
                .map(part -> ((Part.Placeholder) part).name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The text for a client; what it does not have is an empty text. */
    public String render(ClientFacts facts) {
        return render(facts::value, UnaryOperator.identity());
    }

    /**
     * The text with values of the caller's.
     *
     * @param values by the placeholder's name; what is empty becomes an empty text. For the facts of a client:
     *     {@link ClientFacts#value}
     * @param encode makes a value fit for the text that it is put into, {@code URLEncoder} and its like
     */
    public String render(Function<String, Optional<String>> values, UnaryOperator<String> encode) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(String literal) -> text.append(literal);
                case Part.Placeholder(String name) ->
                    text.append(values.apply(name).map(encode).orElse(""));
            }
        }
        return text.toString();
    }
}
