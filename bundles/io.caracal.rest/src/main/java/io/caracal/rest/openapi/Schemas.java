package io.caracal.rest.openapi;

import io.caracal.api.rest.Describe;
import io.caracal.rest.json.BodyCheck;
import io.caracal.rest.json.Names;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON Schemas (2020-12) of the types in signatures. Records become named schemas, which are collected here. */
final class Schemas {
    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Object> named = new TreeMap<>();
    private final Map<String, String> names = new HashMap<>();

    /** The named ones that have been asked for so far. */
    Map<String, Object> named() {
        return named;
    }

    /** A schema with what {@link Describe} says of the place where the type stands. */
    Map<String, Object> of(Type type, AnnotatedElement declared) {
        return described(schema(type, Map.of()), declared.getAnnotation(Describe.class), type);
    }

    Map<String, Object> of(Type type) {
        return schema(type, Map.of());
    }

    private Map<String, Object> schema(Type type, Map<String, Type> variables) {
        return switch (type) {
            case Class<?> raw -> plain(raw, variables);
            case ParameterizedType generic -> generic(generic, variables);
            case TypeVariable<?> variable ->
                schema(variables.getOrDefault(variable.getName(), Object.class), variables);
            default -> new LinkedHashMap<>();
        };
    }

    private Map<String, Object> plain(Class<?> type, Map<String, Type> variables) {
        Map<String, Object> scalar = scalar(type);
        if (scalar != null) {
            return scalar;
        }
        if (type.isArray()) {
            return with("type", "array", "items", schema(type.getComponentType(), variables));
        }
        return type.isRecord() ? reference(type, type.getSimpleName(), variables) : new LinkedHashMap<>();
    }

    private static @Nullable Map<String, Object> scalar(Class<?> type) {
        if (CharSequence.class.isAssignableFrom(type)) {
            return with("type", "string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return with("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return with("type", "integer", "format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return with("type", "integer", "format", "int64");
        }
        if (type == double.class || type == Double.class || type == float.class) {
            return with("type", "number");
        }
        if (type == Instant.class) {
            return with("type", "string", "format", "date-time");
        }
        if (type == Duration.class) {
            return with("type", "string", "format", "duration");
        }
        if (type == byte[].class || InputStream.class.isAssignableFrom(type)) {
            return with("type", "string", "format", "binary");
        }
        return type.isEnum() ? with("type", "string", "enum", constants(type)) : null;
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private Map<String, Object> generic(ParameterizedType type, Map<String, Type> variables) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return schema(arguments[0], variables);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return with("type", "array", "items", schema(arguments[0], variables));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return with("type", "object", "additionalProperties", schema(arguments[1], variables));
        }
        if (!raw.isRecord()) {
            return new LinkedHashMap<>();
        }
        Map<String, Type> bound = new HashMap<>();
        StringBuilder name = new StringBuilder(raw.getSimpleName());
        for (int i = 0; i < arguments.length; i++) {
            Type argument = arguments[i] instanceof TypeVariable<?> variable
                    ? variables.getOrDefault(variable.getName(), Object.class)
                    : arguments[i];
            bound.put(raw.getTypeParameters()[i].getName(), argument);
            name.append(argument instanceof Class<?> plain ? plain.getSimpleName() : "Of");
        }
        return reference(raw, name.toString(), bound);
    }

    private Map<String, Object> reference(Class<?> record, String wanted, Map<String, Type> variables) {
        String key = record.getName() + variables;
        String known = names.get(key);
        if (known == null) {
            known = free(wanted, record);
            names.put(key, known);
            named.put(known, Map.of()); // a record may contain itself
            named.put(known, object(record, variables));
        }
        return with("$ref", REFERENCE + known);
    }

    /** Two bundles may have records of the same name. */
    private String free(String wanted, Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        String name = named.containsKey(wanted) && outer != null ? outer.getSimpleName() + wanted : wanted;
        for (int i = 2; named.containsKey(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    private Map<String, Object> object(Class<?> record, Map<String, Type> variables) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = Names.snake(component.getName());
            Type type = component.getGenericType();
            properties.put(name, described(schema(type, variables), component.getAnnotation(Describe.class), type));
            if (BodyCheck.required(component)) {
                required.add(name);
            }
        }
        Map<String, Object> schema = with("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> described(Map<String, Object> schema, @Nullable Describe describe, Type type) {
        if (describe == null) {
            return schema;
        }
        if (!describe.value().isEmpty()) {
            schema.put("description", describe.value());
        }
        boolean number = "integer".equals(schema.get("type")) || "number".equals(schema.get("type"));
        boolean list = "array".equals(schema.get("type"));
        if (describe.min() != Long.MIN_VALUE) {
            schema.put(number ? "minimum" : list ? "minItems" : "minLength", describe.min());
        }
        if (describe.max() != Long.MAX_VALUE) {
            schema.put(number ? "maximum" : list ? "maxItems" : "maxLength", describe.max());
        }
        if (!describe.example().isEmpty()) {
            schema.put("examples", List.of(Examples.value(describe.example(), type)));
        }
        return schema;
    }

    /** A map that keeps its order and can be added to. */
    static Map<String, Object> with(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
