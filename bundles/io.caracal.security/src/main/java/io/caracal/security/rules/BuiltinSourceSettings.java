package io.caracal.security.rules;

/** A source {@code built_in_database}; its rules are changed by REST and need no settings. */
public record BuiltinSourceSettings() {}
