package io.caracal.security.precondition;

import io.caracal.api.auth.ClientFacts;
import java.util.List;

/** A value in a condition. */
sealed interface Operand {
    /** Empty if the client has no such value. */
    String of(ClientFacts facts);

    /** Written in the condition itself. */
    record Text(String text) implements Operand {
        @Override
        public String of(ClientFacts facts) {
            return text;
        }
    }

    /** Of the client. */
    record Fact(String name) implements Operand {
        private static final List<String> NAMES = List.of(
                "username",
                "clientid",
                "peerhost",
                "peerport",
                "cert_subject",
                "cert_common_name",
                "tls_version",
                "zone",
                "listener");

        static Fact named(Token token) {
            String name = token.text();
            boolean attribute = name.startsWith(ClientFacts.ATTRIBUTE_PREFIX)
                    && name.length() > ClientFacts.ATTRIBUTE_PREFIX.length();
            if (!attribute && !NAMES.contains(name)) {
                throw new IllegalArgumentException("at character " + token.at() + " " + name
                        + " was given, expected a text in quotes or one of " + String.join(", ", NAMES)
                        + ", client_attrs.NAME");
            }
            return new Fact(name);
        }

        @Override
        public String of(ClientFacts facts) {
            return facts.value(name).orElse("");
        }
    }
}
