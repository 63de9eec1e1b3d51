package io.caracal.config;

import com.typesafe.config.ConfigObject;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsSection;
import io.caracal.config.settings.SettingsBinder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The bound sections; those of bundles that come later are bound when they are first asked for. */
final class BoundConfiguration implements Configuration {
    private final ConfigObject root;
    private final SettingsBinder binder;
    private final Map<String, String> claims;
    private final Map<Class<?>, Record> bound;

    /** Held by the record's class itself, so that a bundle that goes takes its settings and its class loader along. */
    private final ClassValue<Record> later = new ClassValue<>() {
        @Override
        protected Record computeValue(Class<?> type) {
            return bindLater(type.asSubclass(Record.class));
        }
    };

    BoundConfiguration(ConfigObject root, SettingsBinder binder, List<Section> sections, Map<Class<?>, Record> bound) {
        this.root = root;
        this.binder = binder;
        this.claims = sections.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Section::path, section -> section.type().getName(), (first, _) -> first));
        this.bound = Map.copyOf(bound);
    }

    @Override
    public <T extends Record> T section(Class<T> type) {
        Record atStart = bound.get(type);
        return type.cast(atStart == null ? later.get(type) : atStart);
    }

    private Record bindLater(Class<? extends Record> type) {
        String path = Optional.ofNullable(type.getAnnotation(SettingsSection.class))
                .map(SettingsSection::value)
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " carries no @SettingsSection"));
        String owner = claims.getOrDefault(path, type.getName());
        if (!owner.equals(type.getName())) {
            throw new IllegalArgumentException(
                    "the section " + path + " belongs to " + owner + " and cannot be bound to " + type.getName());
        }
        try {
            return binder.bind(root.get(path), path, type);
        } catch (SettingsException e) {
            throw new IllegalArgumentException("the section " + path + " is not valid:\n" + e.getMessage(), e);
        }
    }
}
