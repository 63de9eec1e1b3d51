package io.caracal.mqtt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a control packet, in the order in which they were sent. Immutable. Values are {@code Long} for the integer
 * types, {@code String}, {@code byte[]}, and {@link Pair} for user properties. Whether a property is allowed, may be repeated and
 * has a legal value is checked where it is decoded.
 */
public final class Properties {
    /** No properties. */
    public static final Properties NONE = new Properties(List.of());

    private final List<Entry> entries;

    /** One property with its value. */
    public record Entry(Property property, Object value) {}

    /** A user property. */
    public record Pair(String name, String value) {}

    private Properties(List<Entry> entries) {
        this.entries = entries;
    }

    public static Builder builder() {
        return new Builder();
    }

    public List<Entry> entries() {
        return entries;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The first value of a property, or null. */
    public @Nullable Object get(Property property) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.property == property) {
                return entry.value;
            }
        }
        return null;
    }

    /** An integer property, or what to use if it is absent. */
    public long number(Property property, long absent) {
        return get(property) instanceof Long number ? number : absent;
    }

    /** A string property, or null. */
    public @Nullable String string(Property property) {
        return (String) get(property);
    }

    /** A binary property, or null. */
    public byte @Nullable [] binary(Property property) {
        return (byte[]) get(property);
    }

    /** The user properties, in order. */
    public List<Pair> userProperties() {
        List<Pair> pairs = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.value instanceof Pair pair) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    @Override
    public String toString() {
        return entries.toString();
    }

    /** Collects properties in order. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>(4);

        public Builder add(Property property, long value) {
            entries.add(new Entry(property, value));
            return this;
        }

        public Builder add(Property property, String value) {
            entries.add(new Entry(property, value));
            return this;
        }

        public Builder add(Property property, byte[] value) {
            entries.add(new Entry(property, value));
            return this;
        }

        public Builder user(String name, String value) {
            entries.add(new Entry(Property.USER_PROPERTY, new Pair(name, value)));
            return this;
        }

        public Properties build() {
            return entries.isEmpty() ? NONE : new Properties(List.copyOf(entries));
        }
    }
}
