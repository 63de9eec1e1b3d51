package io.caracal.api.auth.template;

/** A piece of a text with placeholders. */
sealed interface Part {
    record Literal(String text) implements Part {}

    record Placeholder(String name) implements Part {}
}
