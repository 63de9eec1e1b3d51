package io.caracal.api.auth;

import java.util.Objects;

/** What an authorizer decides about one action. */
public sealed interface Authorization {

    /**
     * It may be done; later sources are not asked.
     *
     * @param rule the text of the rule that decided, for whoever asks why; empty if there is nothing to tell
     */
    record Allow(String rule) implements Authorization {
        public Allow {
            Objects.requireNonNull(rule, "rule");
        }
    }

    /**
     * It may not be done; later sources are not asked.
     *
     * @param rule the text of the rule that decided, for whoever asks why; empty if there is nothing to tell
     */
    record Deny(String rule) implements Authorization {
        public Deny {
            Objects.requireNonNull(rule, "rule");
        }
    }

    /** No rule here is about it; the next source decides, and after the last one {@code authorization.no_match}. */
    record Next() implements Authorization {}

    /** Allows without a rule's text. */
    static Authorization allow() {
        return new Allow("");
    }

    /** Denies without a rule's text. */
    static Authorization deny() {
        return new Deny("");
    }

    static Authorization next() {
        return new Next();
    }
}
