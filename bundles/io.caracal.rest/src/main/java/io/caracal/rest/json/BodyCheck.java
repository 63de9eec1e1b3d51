package io.caracal.rest.json;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what the types of a body cannot say: that nothing is missing, and that values are within their bounds. */
public final class BodyCheck {
    private BodyCheck() {}

    /** @throws RestException naming the first component that is missing or out of range */
    public static void check(@Nullable Object value, String path) {
        switch (value) {
            case Record body -> {
                for (RecordComponent component : body.getClass().getRecordComponents()) {
                    component(body, component, path);
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) == null) {
                        throw RestException.badRequest(path + "[" + i + "]: given null, expected a value");
                    }
                    check(list.get(i), path + "[" + i + "]");
                }
            }
            case Optional<?> optional -> check(optional.orElse(null), path);
            case null, default -> {}
        }
    }

    private static void component(Record body, RecordComponent component, String path) {
        String name = path + (path.isEmpty() ? "" : ".") + Names.snake(component.getName());
        Object value = value(body, component);
        if (value == null && required(component)) {
            throw RestException.badRequest(name + ": is missing, expected " + Expected.of(component.getGenericType()));
        }
        bounds(component, name, value);
        check(value, name);
    }

    /** Whether a body must have this component. */
    public static boolean required(RecordComponent component) {
        return component.getType() != Optional.class
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** @throws RestException if a parameter or a component is not within what its {@link Describe} says */
    public static void bounds(AnnotatedElement declared, String name, @Nullable Object value) {
        Describe describe = declared.getAnnotation(Describe.class);
        Object given = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (describe == null || given == null) {
            return;
        }
        String unit = given instanceof Number ? "" : given instanceof List<?> ? " elements" : " characters";
        long size;
        switch (given) {
            case Number number -> size = number.longValue();
            case CharSequence text -> size = text.length();
            case List<?> list -> size = list.size();
            default -> {
                return;
            }
        }
        if (size < describe.min() || size > describe.max()) {
            throw RestException.badRequest(name + ": given " + size + unit + ", expected " + range(describe) + unit);
        }
    }

    private static String range(Describe describe) {
        if (describe.max() == Long.MAX_VALUE) {
            return "at least " + describe.min();
        }
        return describe.min() == Long.MIN_VALUE
                ? "at most " + describe.max()
                : describe.min() + " to " + describe.max();
    }

    private static @Nullable Object value(Record body, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
