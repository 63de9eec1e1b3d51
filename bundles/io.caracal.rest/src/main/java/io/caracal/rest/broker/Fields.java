package io.caracal.rest.broker;

import io.caracal.api.rest.RestException;
import io.caracal.rest.json.Names;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The elements of an answer that the caller wants; the others are left out. */
final class Fields<T extends Record> implements UnaryOperator<T> {
    private final RecordComponent[] components;
    private final Constructor<T> constructor;
    private final Set<String> wanted;

    private Fields(Class<T> type, Set<String> wanted) {
        this.components = type.getRecordComponents();
        this.wanted = wanted;
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
    }

    /** @param text names divided by commas; null, empty or {@code all} for all of them */
    static <T extends Record> UnaryOperator<T> of(Class<T> type, @Nullable String text) {
        if (text == null || text.isBlank() || text.equals("all")) {
            return UnaryOperator.identity();
        }
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(component -> Names.snake(component.getName()))
                .toList();
        Set<String> wanted = new TreeSet<>();
        for (String name : text.split(",", -1)) {
            if (!known.contains(name.strip())) {
                throw RestException.badRequest("fields: given \"" + name.strip() + "\", expected some of "
                        + String.join(", ", known) + ", divided by commas");
            }
            wanted.add(name.strip());
        }
        return new Fields<>(type, wanted);
    }

    @Override
    public T apply(T whole) {
        @Nullable Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                values[i] = wanted.contains(Names.snake(components[i].getName()))
                        ? components[i].getAccessor().invoke(whole)
                        : null;
            }
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that cannot be copied: " + whole.getClass(), e);
        }
    }
}
