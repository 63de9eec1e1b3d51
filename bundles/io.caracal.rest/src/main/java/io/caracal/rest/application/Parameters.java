package io.caracal.rest.application;

import io.caracal.api.rest.RestException;
import io.caracal.rest.json.BodyCheck;
import io.caracal.rest.json.Expected;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The query parameters that a method declares, itself or by a class of fields ({@link BeanParam}). */
public final class Parameters {
    private Parameters() {}

    /**
     * One of them.
     *
     * @param declared where its annotations are
     * @param type of its value
     */
    public record Query(String name, AnnotatedElement declared, Type type) {
        /** Whether it may be given several times. */
        public boolean many() {
            return raw() != null && Collection.class.isAssignableFrom(raw());
        }

        /** The text of its default; null if it has none. */
        public @Nullable String defaultText() {
            DefaultValue value = declared.getAnnotation(DefaultValue.class);
            return value == null ? null : value.value();
        }

        private @Nullable Class<?> raw() {
            return type instanceof Class<?> plain
                    ? plain
                    : type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : null;
        }

        void check(String given) {
            Class<?> raw = raw();
            if (raw == boolean.class || raw == Boolean.class) {
                if (!given.equals("true") && !given.equals("false")) {
                    throw wrong(given);
                }
            } else if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
                BodyCheck.bounds(declared, name, number(given, raw == int.class || raw == Integer.class));
            } else if (raw != null && raw.isEnum()) {
                if (!names(raw).contains(given)) {
                    throw wrong(given);
                }
            } else {
                BodyCheck.bounds(declared, name, given);
            }
        }

        private long number(String given, boolean small) {
            try {
                return small ? Integer.parseInt(given) : Long.parseLong(given);
            } catch (NumberFormatException e) {
                throw wrong(given);
            }
        }

        private RestException wrong(String given) {
            return RestException.badRequest(name + ": given \"" + given + "\", expected " + Expected.of(type));
        }

        private static List<String> names(Class<?> raw) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** All of a method. */
    public static List<Query> query(Method method) {
        List<Query> found = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            add(parameter, parameter.getParameterizedType(), found);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Class<?> type = parameter.getType(); type != Object.class; type = type.getSuperclass()) {
                    for (Field field : type.getDeclaredFields()) {
                        add(field, field.getGenericType(), found);
                    }
                }
            }
        }
        return found;
    }

    private static void add(AnnotatedElement declared, Type type, List<Query> found) {
        QueryParam query = declared.getAnnotation(QueryParam.class);
        if (query != null) {
            found.add(new Query(query.value(), declared, type));
        }
    }
}
