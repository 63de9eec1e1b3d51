package io.caracal.core;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Settings records with their documented defaults, some of them changed. */
final class Settings {
    private Settings() {}

    /** @param changes component name, value, component name, value… */
    static MqttSettings mqtt(Object... changes) {
        return of(MqttSettings.class, changes);
    }

    static RetainerSettings retainer(Object... changes) {
        return of(RetainerSettings.class, changes);
    }

    static NodeSettings node(int eventLoops, NodeSettings.Transport transport) {
        return new NodeSettings(eventLoops, transport);
    }

    private static <T extends Record> T of(Class<T> type, Object... changes) {
        Map<String, Object> changed = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            changed.put((String) changes[i], changes[i + 1]);
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> changed.containsKey(component.getName())
                        ? changed.remove(component.getName())
                        : standard(component))
                .toArray();
        if (!changed.isEmpty()) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no " + changed.keySet());
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object standard(RecordComponent component) {
        Default given = component.getAnnotation(Default.class);
        if (component.getType() == Optional.class) {
            Type of = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return given == null ? Optional.empty() : Optional.of(parse((Class<?>) of, given.value()));
        }
        if (component.getType() == Map.class) {
            return Map.of();
        }
        if (given == null) {
            throw new IllegalStateException(component + " has no default");
        }
        return parse(component.getType(), given.value());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object parse(Class<?> type, String text) {
        if (type.isEnum()) {
            return Enum.valueOf((Class<Enum>) type, text.toUpperCase(Locale.ROOT));
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> Integer.parseInt(text);
            case "long", "Long" -> Long.parseLong(text);
            case "double" -> Double.parseDouble(text);
            case "boolean" -> Boolean.parseBoolean(text);
            case "String" -> text.replace("\"", "");
            case "Duration" -> Duration.parse("PT" + text);
            case "Bytes" -> new Bytes(Long.parseLong(text.replace("MB", "")) * 1024 * 1024);
            default -> throw new IllegalStateException("no default of " + type + " is known here");
        };
    }
}
