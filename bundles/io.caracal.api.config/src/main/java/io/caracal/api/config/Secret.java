package io.caracal.api.config;

import java.util.Objects;

/**
 * A password, a key, a token. In the file: the value itself, {@code file:/path} (the file's content without the trailing line
 * break) or {@code env:NAME}. It is never rendered: {@link #toString()} gives asterisks.
 */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** The value in the clear; keep it out of logs and messages. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "******";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
