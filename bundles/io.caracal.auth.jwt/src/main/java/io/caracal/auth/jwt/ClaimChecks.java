package io.caracal.auth.jwt;

import io.caracal.api.auth.ClientFacts;
import io.caracal.api.auth.template.Template;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What claims have to say, {@code verify_claims}: each the text of its template, or as one among several if it is a list. */
final class ClaimChecks {
    private final Map<String, Template> expected;

    /**
     * Reads the templates.
     *
     * @throws IllegalArgumentException if one names what no client has
     */
    ClaimChecks(Map<String, String> templates) {
        expected = templates.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Template.parse(entry.getValue())));
    }

    /** Refuses claims of which one is missing or says something else; what the client does not have, no claim equals. */
    void check(Map<String, Object> claims, ClientFacts facts) throws InvalidTokenException {
        for (Map.Entry<String, Template> check : expected.entrySet()) {
            for (String placeholder : check.getValue().placeholders()) {
                if (facts.value(placeholder).isEmpty()) {
                    throw new InvalidTokenException("the claim " + check.getKey() + " was to equal the client's "
                            + placeholder + ", which it has not");
                }
            }
            if (!says(claims.get(check.getKey()), check.getValue().render(facts))) {
                throw new InvalidTokenException("the claim " + check.getKey() + " does not say what is asked for");
            }
        }
    }

    private static boolean says(@Nullable Object claim, String text) {
        return switch (claim) {
            case String given -> given.equals(text);
            case Boolean given -> given.toString().equals(text);
            case Number given -> given.toString().equals(text);
            case Collection<?> several -> several.stream().anyMatch(one -> one instanceof String && one.equals(text));
            case null, default -> false;
        };
    }
}
