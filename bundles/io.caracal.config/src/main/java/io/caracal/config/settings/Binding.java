package io.caracal.config.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.caracal.config.tree.Origins;
import io.caracal.config.tree.TextValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pass over a tree. A method that returns {@code null} has reported why there is no value. */
final class Binding {
    private final SettingsBinder binder;
    private final SecretReader secrets;
    private final Problems problems;

    Binding(SettingsBinder binder, SecretReader secrets, Problems problems) {
        this.binder = binder;
        this.secrets = secrets;
        this.problems = problems;
    }

    @Nullable
    Object section(Shape.Section shape, @Nullable ConfigValue value, String path) {
        Optional<Shape.Key> whole = shape.whole();
        if (whole.isPresent()) {
            return record(
                    shape,
                    value == null ? Origins.none() : value.origin(),
                    path,
                    single(key(whole.get(), value, path, null)));
        }
        if (value != null && !(value instanceof ConfigObject)) {
            return refuse(shape, value, path);
        }
        ConfigObject object = value instanceof ConfigObject given ? given : emptyObject();
        UnknownKeys.report(
                path, object, shape.visible().stream().map(Shape.Key::name).toList(), List.of(), problems);
        return components(shape, object, path);
    }

    private @Nullable Object components(Shape.Section shape, ConfigObject object, String path) {
        List<@Nullable Object> components = new ArrayList<>();
        for (Shape.Key key : shape.keys()) {
            Optional<Shape.Group> group = key.group();
            components.add(
                    group.isPresent()
                            ? group(group.get(), object, path)
                            : key(key, object.get(key.name()), UnknownKeys.child(path, key.name()), object.origin()));
        }
        return record(shape, object.origin(), path, components);
    }

    /** Its keys are among those of the section around it, which has looked for unknown ones already. */
    private @Nullable Object group(Shape.Group group, ConfigObject around, String path) {
        if (!group.optional()) {
            return components(group.section(), around, path);
        }
        boolean given = group.section().visible().stream()
                .map(key -> around.get(key.name()))
                .anyMatch(value -> value != null && value.valueType() != ConfigValueType.NULL);
        Object record = given ? components(group.section(), around, path) : null;
        return given && record == null ? null : Optional.ofNullable(record);
    }

    private static List<@Nullable Object> single(@Nullable Object component) {
        List<@Nullable Object> components = new ArrayList<>();
        components.add(component);
        return components;
    }

    private @Nullable Object record(
            Shape.Section shape, ConfigOrigin origin, String path, List<@Nullable Object> components) {
        return components.contains(null)
                ? null
                : new RecordMaker(problems).make(shape.type(), components, path, origin);
    }

    private @Nullable Object key(
            Shape.Key key, @Nullable ConfigValue given, String path, @Nullable ConfigOrigin section) {
        ConfigValue value = merge(given, key.fallback());
        if (value != null) {
            return value(key.shape(), value, path);
        }
        return switch (key.shape()) {
            case Shape.Maybe _ -> Optional.empty();
            case Shape.Listing _ ->
                value(key.shape(), ConfigValueFactory.fromIterable(List.of(), Origins.DEFAULT), path);
            case Shape.Entries _ -> value(key.shape(), emptyObject(), path);
            case Shape.Section inner -> section(inner, null, path);
            case Shape.Scalar _, Shape.Word _, Shape.Raw _ -> {
                problems.add(
                        path,
                        section == null ? Origins.none() : section,
                        "nothing",
                        Expectation.of(key.shape()),
                        "set it");
                yield null;
            }
        };
    }

    /** A default is a layer: the file's sections and entries join it, any other value replaces it, null takes it up again. */
    private static @Nullable ConfigValue merge(@Nullable ConfigValue given, Optional<String> fallback) {
        ConfigValue base =
                fallback.map(text -> TextValue.of(text, Origins.DEFAULT)).orElse(null);
        if (given == null || given.valueType() == ConfigValueType.NULL) {
            return base;
        }
        return base instanceof ConfigObject && given instanceof ConfigObject object ? object.withFallback(base) : given;
    }

    private @Nullable Object value(Shape shape, ConfigValue value, String path) {
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar, value, path);
            case Shape.Word word -> word(word, value, path);
            case Shape.Maybe maybe -> maybe(maybe, value, path);
            case Shape.Listing listing -> list(listing, value, path);
            case Shape.Entries entries -> entries(entries, value, path);
            case Shape.Section section -> section(section, value, path);
            case Shape.Raw _ ->
                value instanceof ConfigObject object ? new TreeNode(object, path, binder) : refuse(shape, value, path);
        };
    }

    private @Nullable Object scalar(Shape.Scalar shape, ConfigValue value, String path) {
        Optional<String> text = text(value);
        if (text.isPresent() && shape.type() == ScalarType.SECRET) {
            return secret(shape, text.get(), value, path);
        }
        Object bound = text.flatMap(given -> ScalarReader.read(shape.type(), shape.bounds(), given))
                .orElse(null);
        return bound == null ? refuse(shape, value, path) : bound;
    }

    private @Nullable Object secret(Shape.Scalar shape, String text, ConfigValue value, String path) {
        try {
            String revealed = secrets.read(text).reveal();
            Object bound =
                    ScalarReader.read(shape.type(), shape.bounds(), revealed).orElse(null);
            return bound == null ? refuse(shape, value, path) : bound;
        } catch (SecretReader.UnavailableException e) {
            problems.add(path, value.origin(), "a reference", e.expected(), "");
            return null;
        }
    }

    private @Nullable Object word(Shape.Word shape, ConfigValue value, String path) {
        Optional<String> text = text(value);
        int index = text.map(shape.words()::indexOf).orElse(-1);
        if (index >= 0) {
            return shape.type().getEnumConstants()[index];
        }
        String suggestion = text.flatMap(given -> Suggestion.closest(given, shape.words()))
                .map(word -> "did you mean " + word + "?")
                .orElse("");
        problems.add(path, value.origin(), Given.of(shape, value), Expectation.of(shape), suggestion);
        return null;
    }

    private @Nullable Object maybe(Shape.Maybe shape, ConfigValue value, String path) {
        if (shape.takesWords()
                && text(value).filter(Shape.NO_VALUE_WORDS::contains).isPresent()) {
            return Optional.empty();
        }
        int before = problems.count();
        Object inner = value(shape.inner(), value, path);
        return problems.count() > before ? null : Optional.ofNullable(inner);
    }

    private @Nullable Object list(Shape.Listing shape, ConfigValue value, String path) {
        if (!(value instanceof ConfigList list) || !shape.bounds().contain(list.size())) {
            return refuse(shape, value, path);
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            elements.add(value(shape.element(), list.get(i), UnknownKeys.child(path, Integer.toString(i))));
        }
        return elements.contains(null) ? null : Collections.unmodifiableList(elements);
    }

    private @Nullable Object entries(Shape.Entries shape, ConfigValue value, String path) {
        if (!(value instanceof ConfigObject object)) {
            return refuse(shape, value, path);
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            String name = entry.getKey();
            ConfigValue element = entry.getValue();
            if (!Names.isEntryName(name)) {
                problems.add(
                        UnknownKeys.child(path, ConfigUtil.joinPath(name)),
                        element.origin(),
                        "a name with other characters",
                        "a name of letters, digits, _ and -",
                        "");
                entries.put(name, null);
            } else if (element.valueType() != ConfigValueType.NULL) {
                entries.put(name, value(shape.element(), element, UnknownKeys.child(path, name)));
            }
        }
        if (!shape.bounds().contain(entries.size())) {
            return refuse(shape, value, path);
        }
        return entries.containsValue(null) ? null : Collections.unmodifiableMap(entries);
    }

    private @Nullable Object refuse(Shape shape, ConfigValue value, String path) {
        problems.add(path, value.origin(), Given.of(shape, value), Expectation.of(shape), "");
        return null;
    }

    /** Scalars as they were written: {@code 1e3} stays so until the type decides. */
    static Optional<String> text(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
            case OBJECT, LIST, NULL -> Optional.empty();
        };
    }

    private static ConfigObject emptyObject() {
        return ConfigValueFactory.fromMap(Map.of(), Origins.DEFAULT);
    }
}
