package io.caracal.config.tree;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;

/** Puts single values together to a tree in which every level knows which of them it came from. */
final class Layer {
    private Config tree = ConfigFactory.empty();

    /**
     * Sets a value; it wins over what was put before.
     *
     * @param keys the path, at least one key
     * @param text the value
     * @param origin where it was given
     */
    void put(List<String> keys, String text, String origin) {
        ConfigValue value = TextValue.of(text, origin);
        for (String key : keys.reversed()) {
            value = ConfigValueFactory.fromMap(Map.of(key, value), origin);
        }
        if (!(value instanceof ConfigObject object)) {
            throw new ConfigException.BadPath("", "a path has at least one key");
        }
        tree = object.toConfig().withFallback(tree);
    }

    Config tree() {
        return tree;
    }
}
