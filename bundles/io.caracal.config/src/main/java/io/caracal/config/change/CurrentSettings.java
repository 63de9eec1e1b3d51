package io.caracal.config.change;

import com.typesafe.config.ConfigValue;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsSection;
import io.caracal.config.settings.SettingsBinder;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Settings by their record, bound once for each state of their section. For any thread. */
final class CurrentSettings {
    private record Bound(@Nullable ConfigValue value, Record settings) {}

    /** Held by the record's class itself, so that a bundle that goes takes its settings and its class loader along. */
    private final ClassValue<Cell> cells = new ClassValue<>() {
        @Override
        protected Cell computeValue(Class<?> type) {
            return new Cell();
        }
    };

    private static final class Cell {
        private @Nullable Bound bound;
    }

    private final Supplier<State> state;
    private final Sections sections;
    private final SettingsBinder binder;

    CurrentSettings(Supplier<State> state, Sections sections, SettingsBinder binder) {
        this.state = state;
        this.sections = sections;
        this.binder = binder;
    }

    <T extends Record> T section(Class<T> type) {
        String path = Optional.ofNullable(type.getAnnotation(SettingsSection.class))
                .map(SettingsSection::value)
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " carries no @SettingsSection"));
        String owner = sections.find(path).map(claim -> claim.type().getName()).orElse(type.getName());
        if (!owner.equals(type.getName())) {
            throw new IllegalArgumentException(
                    "the section " + path + " belongs to " + owner + " and cannot be bound to " + type.getName());
        }
        Cell cell = cells.get(type);
        synchronized (cell) {
            ConfigValue value = state.get().section(path);
            Bound bound = cell.bound;
            if (bound == null || !Objects.equals(bound.value(), value)) {
                bound = new Bound(value, bind(value, path, type));
                cell.bound = bound;
            }
            return type.cast(bound.settings());
        }
    }

    private Record bind(@Nullable ConfigValue value, String path, Class<? extends Record> type) {
        try {
            return binder.bind(value, path, type);
        } catch (SettingsException e) {
            throw new IllegalArgumentException("the section " + path + " is not valid:\n" + e.getMessage(), e);
        }
    }
}
