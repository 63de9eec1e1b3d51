package io.caracal.config.settings;

import java.util.List;
import java.util.stream.Stream;

/** The full paths of all keys whose names are fixed, for suggestions. */
public final class KeyPaths {
    private KeyPaths() {}

    /** The paths of a record's keys, {@code mqtt.max_inflight}; empty if the record cannot be settings, which binding reports. */
    public static List<String> of(String path, Class<? extends Record> type) {
        try {
            return paths(path, ShapeReader.read(type)).toList();
        } catch (IllegalArgumentException brokenRecord) {
            return List.of();
        }
    }

    private static Stream<String> paths(String path, Shape.Section section) {
        return section.visible().stream().filter(key -> !key.whole()).flatMap(key -> {
            String child = UnknownKeys.child(path, key.name());
            Stream<String> below = key.shape() instanceof Shape.Section inner ? paths(child, inner) : Stream.empty();
            return Stream.concat(Stream.of(child), below);
        });
    }
}
