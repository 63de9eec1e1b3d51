package io.caracal.config.change;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.config.settings.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Run-time changes without their secrets. What is one is read off the tree in force, which is masked; where that has something else in the
 * place, because the file overrules it, everything is masked. Where a secret lies (file:, env:) is none.
 */
record MaskedOverrides(SectionTrees trees, State state) {
    private static final ConfigValue MASK = ConfigValueFactory.fromAnyRef(ConfigurationAdministration.MASK);

    ConfigObject tree() {
        ConfigObject masked = state.overrides();
        for (Map.Entry<String, ConfigValue> section : state.overrides().entrySet()) {
            Object shown = trees.tree(section.getKey(), state, Secrets.MASKED);
            masked = masked.withValue(section.getKey(), masked(section.getValue(), shown));
        }
        return masked;
    }

    private static ConfigValue masked(ConfigValue value, @Nullable Object shown) {
        return switch (value) {
            case ConfigObject object -> object(object, shown);
            case ConfigList list -> list(list, shown);
            default -> isOpen(value, shown) ? value : MASK;
        };
    }

    private static ConfigObject object(ConfigObject object, @Nullable Object shown) {
        ConfigObject masked = object;
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            Object inner = shown instanceof Map<?, ?> map ? map.get(entry.getKey()) : null;
            masked = masked.withValue(entry.getKey(), masked(entry.getValue(), inner));
        }
        return masked;
    }

    private static ConfigValue list(ConfigList list, @Nullable Object shown) {
        boolean same = shown instanceof List<?> elements && elements.size() == list.size();
        List<ConfigValue> masked = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            masked.add(masked(list.get(i), same && shown instanceof List<?> elements ? elements.get(i) : null));
        }
        return ConfigValueFactory.fromIterable(masked);
    }

    private static boolean isOpen(ConfigValue value, @Nullable Object shown) {
        if (value.valueType() == ConfigValueType.NULL) {
            return true;
        }
        String text = String.valueOf(value.unwrapped());
        return text.startsWith("file:")
                || text.startsWith("env:")
                || shown != null
                        && !(shown instanceof Map<?, ?>)
                        && !(shown instanceof List<?>)
                        && !ConfigurationAdministration.MASK.equals(shown);
    }
}
