package io.caracal.config.settings;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Secret;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The types of single values. */
public enum ScalarType {
    BOOLEAN("true or false", boolean.class, Boolean.class),
    INTEGER("a whole number", int.class, Integer.class),
    LONG("a whole number", long.class, Long.class),
    DECIMAL("a number", double.class, Double.class),
    TEXT("text", String.class),
    DURATION("a duration such as 15s or 2h", Duration.class),
    SIZE("a size such as 64KB or 1MB", Bytes.class),
    SECRET("a secret: the value itself, file:/path or env:NAME", Secret.class);

    private final String expected;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<Class<?>> types;

    ScalarType(String expected, Class<?>... types) {
        this.expected = expected;
        this.types = Set.of(types);
    }

    /** What messages say is expected. */
    public String expected() {
        return expected;
    }

    /** Whether an optional value of this type is switched off by a word, as {@code server_keepalive = disabled}. */
    public boolean isMeasure() {
        return this == INTEGER || this == LONG || this == DECIMAL || this == DURATION || this == SIZE;
    }

    static Optional<ScalarType> of(Type type) {
        return Arrays.stream(values())
                .filter(candidate -> type instanceof Class<?> raw && candidate.types.contains(raw))
                .findFirst();
    }
}
