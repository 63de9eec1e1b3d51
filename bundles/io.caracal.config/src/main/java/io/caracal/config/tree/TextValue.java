package io.caracal.config.tree;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;

/**
 * A value that arrives as one piece of text: an environment variable, the right side of {@code --set}, a default.
 *
 * <p>HOCON would cut {@code pass#word} at the comment sign and refuse {@code 127.0.0.1:1883} without quotes, which nobody expects
 * in a shell. So only text that starts as a list, an object or a quoted string, and is one, is read as HOCON; everything else is
 * taken literally, and the setting's type decides what it means.
 */
public final class TextValue {
    static final ConfigIncluder NO_INCLUDES = new ConfigIncluder() {
        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            throw new ConfigException.Generic("include belongs in files");
        }
    };

    private TextValue() {}

    /**
     * The value that a text stands for.
     *
     * @param text as given
     * @param origin where it was given, for messages
     */
    public static ConfigValue of(String text, String origin) {
        if (!text.isEmpty() && "[{\"".indexOf(text.charAt(0)) >= 0) {
            try {
                ConfigParseOptions options = ConfigParseOptions.defaults()
                        .setOriginDescription(origin)
                        .setIncluder(NO_INCLUDES);
                Config parsed = ConfigFactory.parseString("value = " + text, options);
                if (parsed.isResolved() && parsed.root().size() == 1) {
                    return parsed.getValue("value");
                }
            } catch (ConfigException notHocon) {
                return literal(text, origin);
            }
        }
        return literal(text, origin);
    }

    private static ConfigValue literal(String text, String origin) {
        return ConfigValueFactory.fromAnyRef(text, origin);
    }
}
