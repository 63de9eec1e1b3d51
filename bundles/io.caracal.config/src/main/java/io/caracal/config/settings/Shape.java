package io.caracal.config.settings;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsNode;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a place in the tree may hold, read from a record once; binding, messages and the default file all follow it. */
public sealed interface Shape {
    /** The words that stand for "no value" where an optional number, duration or size may be left out. */
    Set<String> NO_VALUE_WORDS = Set.of("disabled", "infinity");

    /** The one that we write. */
    String NO_VALUE = "disabled";

    /** One value. */
    record Scalar(ScalarType type, Bounds bounds) implements Shape {}

    /** One of an enum's constants, in lower case. */
    record Word(Class<? extends Enum<?>> type) implements Shape {
        /** The allowed words in the order of the enum. */
        public List<String> words() {
            return List.of(type.getEnumConstants()).stream()
                    .map(constant -> Names.snakeCase(constant.name()))
                    .toList();
        }

        /** What the words mean, as far as the constants are described, in the order of the enum. */
        public Map<String, String> meanings() {
            Map<String, String> meanings = new LinkedHashMap<>();
            for (Field field : type.getDeclaredFields()) {
                Description description = field.getAnnotation(Description.class);
                if (field.isEnumConstant() && description != null) {
                    meanings.put(Names.snakeCase(field.getName()), ShapeReader.description(description));
                }
            }
            return meanings;
        }
    }

    /** A value that may be absent. */
    record Maybe(Shape inner) implements Shape {
        /** Whether {@link #NO_VALUE_WORDS} are understood here. */
        public boolean takesWords() {
            return inner instanceof Scalar scalar && scalar.type().isMeasure();
        }
    }

    /** A list; the bounds are those of its length. */
    record Listing(Shape element, Bounds bounds) implements Shape {}

    /** Entries with names that the operator chooses; the bounds are those of their count. */
    record Entries(Shape element, Bounds bounds) implements Shape {}

    /** A record: keys with values. */
    record Section(Class<? extends Record> type, List<Key> keys) implements Shape {
        /** The only key, if it stands for the value itself ({@link io.caracal.api.config.Whole}). */
        public Optional<Key> whole() {
            return keys.stream().filter(Key::whole).findFirst();
        }
    }

    /** A subtree that is bound later, {@link SettingsNode}. */
    record Raw() implements Shape {}

    /**
     * A key of a section.
     *
     * @param name as in the file
     * @param shape what it holds
     * @param fallback the default as in the annotation, if there is one
     * @param description for the operator, may be empty
     * @param whole whether it stands for the value of its record
     * @param applies when a change of it takes effect, if that is said here
     */
    record Key(
            String name,
            Shape shape,
            Optional<String> fallback,
            String description,
            boolean whole,
            Optional<Applies.When> applies) {}
}
