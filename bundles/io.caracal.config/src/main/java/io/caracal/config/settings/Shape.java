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
import java.util.stream.Stream;

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

        /** A section with the keys of both, for descriptions. */
        public Section with(Section other) {
            return new Section(
                    type, Stream.concat(keys.stream(), other.keys.stream()).toList());
        }

        /** The keys as they stand in the tree, those of {@link io.caracal.api.config.Flattened} components among them. */
        public List<Key> visible() {
            return keys.stream()
                    .flatMap(key -> key.group().map(Group::visible).orElseGet(() -> Stream.of(key)))
                    .toList();
        }
    }

    /** A subtree that is bound later, {@link SettingsNode}. */
    record Raw() implements Shape {}

    /** Keys that stand among those of the section around them, all together optional or not. */
    record Group(Section section, boolean optional) {
        /** Where the group may be absent, so may each key. */
        private Stream<Key> visible() {
            return section.visible().stream().map(key -> optional ? key.absentable() : key);
        }
    }

    /**
     * A component of a section: a key, unless it is {@code flattened}.
     *
     * @param name as in the file
     * @param shape what it holds
     * @param fallback the default as in the annotation, if there is one
     * @param description for the operator, may be empty
     * @param whole whether it stands for the value of its record
     * @param flattened whether its keys stand at the level of the section
     * @param applies when a change of it takes effect, if that is said here
     */
    record Key(
            String name,
            Shape shape,
            Optional<String> fallback,
            String description,
            boolean whole,
            boolean flattened,
            Optional<Applies.When> applies) {

        /** The keys that stand for this component, if it has none of its own. */
        public Optional<Group> group() {
            return !flattened
                    ? Optional.empty()
                    : switch (shape) {
                        case Section section -> Optional.of(new Group(section, false));
                        case Maybe(Section section) -> Optional.of(new Group(section, true));
                        default -> throw new IllegalStateException(name + " is flattened and no record");
                    };
        }

        private Key absentable() {
            boolean required =
                    fallback.isEmpty() && (shape instanceof Scalar || shape instanceof Word || shape instanceof Raw);
            return required ? new Key(name, new Maybe(shape), fallback, description, whole, flattened, applies) : this;
        }
    }
}
