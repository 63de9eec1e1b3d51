package io.caracal.rest.openapi;

import io.caracal.rest.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;

/** Texts of examples as values of their types. */
final class Examples {
    private Examples() {}

    static Object value(String text, Type type) {
        Type plain = type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? generic.getActualTypeArguments()[0]
                : type;
        if (plain == int.class || plain == Integer.class || plain == long.class || plain == Long.class) {
            return Long.valueOf(text);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return Boolean.valueOf(text);
        }
        if (plain instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return Json.mapper().readValue(text, Map.class);
        }
        return plain == double.class || plain == Double.class ? Double.valueOf(text) : text;
    }
}
