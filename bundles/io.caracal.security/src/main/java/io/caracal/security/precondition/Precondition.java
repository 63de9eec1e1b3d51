package io.caracal.security.precondition;

import io.caracal.api.auth.ClientFacts;

/**
 * A condition on what is known about a client: {@code listener == 'tcp:default' and not regex_match(username, '^admin')}.
 *
 * <pre>
 * condition  = conjunction { "or" conjunction }
 * conjunction = test { "and" test }
 * test       = "not" test | "(" condition ")" | value ( "==" | "!=" ) value | function "(" value { "," value } ")" | "true" | "false"
 * value      = text | name
 * text       = "'" … "'" | '"' … '"'                       a quote in it is doubled
 * name       = username | clientid | peerhost | peerport | cert_subject | cert_common_name | tls_version | zone | listener | client_attrs.NAME
 * function   = str_eq | str_neq | regex_match | starts_with | ends_with | is_empty
 * </pre>
 *
 * What a client does not have is an empty text. Regular expressions are those of RE2, which take time in proportion to the text, and are
 * part of the condition itself, never of what a client sends. Evaluating a condition cannot fail. The password is no value: a condition
 * says who is asked, not who gets in.
 */
public final class Precondition {
    private final String text;
    private final Test test;

    /** What is evaluated. */
    @FunctionalInterface
    interface Test {
        boolean holds(ClientFacts facts);
    }

    private Precondition(String text, Test test) {
        this.text = text;
        this.test = test;
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException saying where it is wrong and what is expected there
     */
    public static Precondition parse(String text) {
        return new Precondition(text, new ConditionParser(text).parse());
    }

    /** Whether it holds for a client. */
    public boolean holds(ClientFacts facts) {
        return test.holds(facts);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
