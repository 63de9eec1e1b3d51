package io.caracal.config.schema;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Description;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.SettingsSection;
import io.caracal.config.settings.Bounds;
import io.caracal.config.settings.Expectation;
import io.caracal.config.settings.ScalarType;
import io.caracal.config.settings.Shape;
import io.caracal.config.settings.ShapeReader;
import io.caracal.config.tree.Origins;
import io.caracal.config.tree.TextValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schema of one section. */
public final class SectionSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String TYPE = "type";

    private final Optional<NodeTypes> types;
    private final boolean live;

    private SectionSchema(Optional<NodeTypes> types, boolean live) {
        this.types = types;
        this.live = live;
    }

    /**
     * The schema as JSON text.
     *
     * @param type a record that carries a section
     * @param types what nodes in it can be
     * @param live false if nobody applies changes of it before the next start
     */
    public static String of(Class<? extends Record> type, Optional<NodeTypes> types, boolean live) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", type.getAnnotation(SettingsSection.class).value());
        String description = ShapeReader.description(type.getAnnotation(Description.class));
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        SectionSchema writer = new SectionSchema(types, live);
        Shape.Section shape = ShapeReader.read(type);
        if (shape.whole().isPresent()) {
            writer.key(shape.whole().get(), Applies.When.AT_ONCE).forEach(schema::putIfAbsent);
        } else {
            schema.putAll(writer.section(shape, Applies.When.AT_ONCE));
        }
        return Json.of(schema);
    }

    private Map<String, Object> section(Shape.Section shape, Applies.When outer) {
        List<String> required = shape.visible().stream()
                .filter(SectionSchema::isRequired)
                .map(Shape.Key::name)
                .toList();
        Map<String, Object> schema = typed("object");
        schema.put("properties", properties(shape, outer));
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> properties(Shape.Section shape, Applies.When outer) {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.visible().forEach(key -> properties.put(key.name(), key(key, outer)));
        return properties;
    }

    private static boolean isRequired(Shape.Key key) {
        return key.fallback().isEmpty()
                && switch (key.shape()) {
                    case Shape.Scalar _, Shape.Word _, Shape.Raw _ -> true;
                    case Shape.Maybe _, Shape.Listing _, Shape.Entries _, Shape.Section _ -> false;
                };
    }

    private Map<String, Object> key(Shape.Key key, Applies.When outer) {
        Applies.When applies = key.applies().orElse(outer);
        Map<String, Object> schema = new LinkedHashMap<>();
        if (!key.description().isEmpty()) {
            schema.put("description", key.description());
        }
        schema.putAll(shape(key.shape(), applies));
        key.fallback()
                .ifPresent(text -> schema.put(
                        "default", TextValue.of(text, Origins.DEFAULT).unwrapped()));
        schema.put("x-applies", (live ? applies : Applies.When.RESTART).words());
        return schema;
    }

    private Map<String, Object> shape(Shape shape, Applies.When applies) {
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar);
            case Shape.Word word -> word(word);
            case Shape.Maybe maybe -> maybe(maybe, applies);
            case Shape.Listing(var element, var bounds) -> {
                Map<String, Object> schema = typed("array");
                schema.put("items", shape(element, applies));
                bounds(schema, bounds, "minItems", "maxItems");
                yield schema;
            }
            case Shape.Entries(Shape.Entries(Shape.Raw _, var bounds), var outer)
            when types.isPresent() ->
                bounds(groups(types.get(), bounds, applies), outer, "minProperties", "maxProperties");
            case Shape.Entries(var element, var bounds) -> {
                yield entries(shape(element, applies), bounds);
            }
            case Shape.Section inner ->
                inner.whole().isPresent() ? key(inner.whole().get(), applies) : section(inner, applies);
            case Shape.Raw _ -> types.map(known -> nodes(known, applies)).orElseGet(() -> typed("object"));
        };
    }

    private static Map<String, Object> entries(Map<String, Object> element, Bounds bounds) {
        Map<String, Object> schema = typed("object");
        schema.put("propertyNames", Map.of("pattern", "^[A-Za-z0-9_-]+$"));
        schema.put("additionalProperties", orNull(element));
        return bounds(schema, bounds, "minProperties", "maxProperties");
    }

    private Map<String, Object> maybe(Shape.Maybe maybe, Applies.When applies) {
        List<Object> choices = new ArrayList<>();
        choices.add(shape(maybe.inner(), applies));
        if (maybe.takesWords()) {
            choices.add(Map.of("enum", Shape.NO_VALUE_WORDS.stream().sorted().toList()));
        }
        choices.add(Map.of(TYPE, "null"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("anyOf", choices);
        return schema;
    }

    private static Map<String, Object> scalar(Shape.Scalar scalar) {
        Map<String, Object> schema =
                switch (scalar.type()) {
                    case BOOLEAN -> typed("boolean");
                    case INTEGER, LONG -> bounds(typed("integer"), scalar.bounds(), "minimum", "maximum");
                    case DECIMAL -> bounds(typed("number"), scalar.bounds(), "minimum", "maximum");
                    case TEXT -> bounds(typed("string"), scalar.bounds(), "minLength", "maxLength");
                    // The bounds are those of what a reference leads to.
                    case SECRET -> typed("string");
                    case DURATION, SIZE -> {
                        Map<String, Object> measure = new LinkedHashMap<>();
                        measure.put(TYPE, List.of("string", "integer"));
                        measure.put("x-unit", scalar.type() == ScalarType.SIZE ? "bytes" : "duration");
                        yield measure;
                    }
                };
        if (scalar.type() == ScalarType.SECRET) {
            schema.put("format", "password");
        }
        schema.put("x-expected", Expectation.of(scalar));
        return schema;
    }

    private static Map<String, Object> word(Shape.Word word) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("enum", word.words());
        if (!word.meanings().isEmpty()) {
            schema.put("x-meanings", word.meanings());
        }
        return schema;
    }

    /** Elements of known types are described in full; those of types that are not installed may hold anything. */
    private Map<String, Object> nodes(NodeTypes known, Applies.When applies) {
        Map<String, Object> schema = section(ShapeReader.read(known.common()), applies);
        schema.remove("additionalProperties");
        List<Object> conditions = new ArrayList<>();
        for (NodeTypes.NodeType type : known.types()) {
            Map<String, Object> then = section(ShapeReader.read(type.settings()), applies);
            Map<String, Object> all = new LinkedHashMap<>();
            ShapeReader.read(known.common()).visible().forEach(key -> all.put(key.name(), true));
            all.putAll(properties(ShapeReader.read(type.settings()), applies));
            then.put("properties", all);
            Map<String, Object> condition = new LinkedHashMap<>();
            condition.put("if", condition(type));
            condition.put("then", then);
            conditions.add(condition);
        }
        if (!conditions.isEmpty()) {
            schema.put("allOf", conditions);
        }
        return schema;
    }

    /** Nodes below the name of their type; those of types that are not installed may hold anything. */
    private Map<String, Object> groups(NodeTypes known, Bounds bounds, Applies.When applies) {
        Map<String, Object> any = section(ShapeReader.read(known.common()), applies);
        any.remove("additionalProperties");
        Map<String, Object> groups = new LinkedHashMap<>();
        for (NodeTypes.NodeType type : known.types()) {
            Shape.Section both = ShapeReader.read(known.common()).with(ShapeReader.read(type.settings()));
            type.group().ifPresent(name -> groups.put(name, entries(section(both, applies), bounds)));
        }
        Map<String, Object> schema = entries(entries(any, bounds), Bounds.NONE);
        schema.put("properties", groups);
        return schema;
    }

    private static Map<String, Object> condition(NodeTypes.NodeType type) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> present = new ArrayList<>();
        List<Object> absent = new ArrayList<>();
        type.keys().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(key -> {
            if (key.getValue().isEmpty()) {
                absent.add(Map.of("required", List.of(key.getKey())));
            } else {
                values.put(key.getKey(), Map.of("const", key.getValue()));
                present.add(key.getKey());
            }
        });
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("properties", values);
        condition.put("required", present);
        if (!absent.isEmpty()) {
            condition.put("not", Map.of("anyOf", absent));
        }
        return condition;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of(TYPE, "null")));
    }

    private static Map<String, Object> typed(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, type);
        return schema;
    }

    private static Map<String, Object> bounds(Map<String, Object> schema, Bounds bounds, String min, String max) {
        if (bounds.min() != Long.MIN_VALUE) {
            schema.put(min, bounds.min());
        }
        if (bounds.max() != Long.MAX_VALUE) {
            schema.put(max, bounds.max());
        }
        return schema;
    }
}
