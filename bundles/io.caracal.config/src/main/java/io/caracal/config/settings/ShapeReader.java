package io.caracal.config.settings;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.Whole;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the shape of settings records from their components and annotations. */
public final class ShapeReader {
    private ShapeReader() {}

    /**
     * The shape of a settings record.
     *
     * @throws IllegalArgumentException if the record cannot be settings: a mistake of its author, named with the component
     */
    public static Shape.Section read(Class<? extends Record> type) {
        return section(type, Set.of());
    }

    private static Shape.Section section(Class<?> type, Set<Class<?>> outer) {
        if (outer.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " contains itself");
        }
        Set<Class<?>> path = Stream.concat(outer.stream(), Stream.of(type)).collect(Collectors.toUnmodifiableSet());
        List<Shape.Key> keys = Arrays.stream(type.getRecordComponents())
                .map(component -> key(component, path))
                .toList();
        if (keys.size() > 1 && keys.stream().anyMatch(Shape.Key::whole)) {
            throw new IllegalArgumentException(type.getName() + ": @Whole must be the only component");
        }
        Shape.Section section = new Shape.Section(type.asSubclass(Record.class), keys);
        Set<String> names = new HashSet<>();
        section.visible().stream()
                .map(Shape.Key::name)
                .filter(name -> !names.add(name))
                .findFirst()
                .ifPresent(twice -> {
                    throw new IllegalArgumentException(type.getName() + ": the key " + twice + " is there twice");
                });
        return section;
    }

    private static Shape.Key key(RecordComponent component, Set<Class<?>> outer) {
        Range range = component.getAnnotation(Range.class);
        Bounds bounds = range == null ? Bounds.NONE : new Bounds(range.min(), range.max());
        try {
            Shape shape = shape(component.getGenericType(), bounds, outer);
            boolean flattened = component.isAnnotationPresent(Flattened.class);
            if (flattened && !isGroup(shape)) {
                throw new IllegalArgumentException(
                        component.getDeclaringRecord().getName() + "." + component.getName()
                                + ": @Flattened is for a settings record or an Optional of one");
            }
            return new Shape.Key(
                    Names.snakeCase(component.getName()),
                    shape,
                    Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
                    description(component.getAnnotation(Description.class)),
                    component.isAnnotationPresent(Whole.class),
                    flattened,
                    applies(component));
        } catch (UnsupportedTypeException e) {
            throw new IllegalArgumentException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + ": no setting can be of "
                            + component.getGenericType().getTypeName(),
                    e);
        }
    }

    private static boolean isGroup(Shape shape) {
        return shape instanceof Shape.Section || shape instanceof Shape.Maybe(Shape.Section _);
    }

    private static Optional<Applies.When> applies(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Applies.class))
                .or(() -> Optional.ofNullable(component.getDeclaringRecord().getAnnotation(Applies.class)))
                .map(Applies::value);
    }

    /** The text of a description, empty if there is none. */
    public static String description(@Nullable Description description) {
        return description == null ? "" : description.value().strip();
    }

    @SuppressWarnings("unchecked") // guarded by isEnum
    private static Shape shape(Type type, Bounds bounds, Set<Class<?>> outer) {
        Optional<ScalarType> scalar = ScalarType.of(type);
        if (scalar.isPresent()) {
            return new Shape.Scalar(scalar.get(), bounds);
        }
        return switch (type) {
            case Class<?> raw when raw.isEnum() -> new Shape.Word((Class<? extends Enum<?>>) raw);
            case Class<?> raw when raw == SettingsNode.class -> new Shape.Raw();
            case Class<?> raw when raw.isRecord() -> section(raw, outer);
            case ParameterizedType generic -> container(generic, bounds, outer);
            default -> throw new UnsupportedTypeException();
        };
    }

    private static Shape container(ParameterizedType type, Bounds bounds, Set<Class<?>> outer) {
        Type[] arguments = type.getActualTypeArguments();
        Type last = arguments[arguments.length - 1];
        if (type.getRawType() == Optional.class) {
            return new Shape.Maybe(shape(last, bounds, outer));
        }
        Shape element = shape(last, Bounds.NONE, outer);
        if (type.getRawType() == List.class) {
            return new Shape.Listing(element, bounds);
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return new Shape.Entries(element, bounds);
        }
        throw new UnsupportedTypeException();
    }

    private static final class UnsupportedTypeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
