package io.caracal.security.rules;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRuleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rules as text: HOCON for people, with a key {@code rules}; JSON for the disk. */
final class RulesText {
    private static final String RULES = "rules";

    private RulesText() {}

    /**
     * Reads what people write.
     *
     * @throws IllegalArgumentException if it cannot be read; the message names the line
     */
    static List<AclRule> read(String text) {
        Config config = parse(text);
        if (!config.root().keySet().equals(Set.of(RULES))) {
            throw new IllegalArgumentException("the keys " + config.root().keySet()
                    + " were given, expected one key: rules = [ { permission = allow, … }, … ]");
        }
        try {
            List<AclRule> rules = new ArrayList<>();
            for (ConfigValue value : config.getList(RULES)) {
                rules.add(rule(value));
            }
            return List.copyOf(rules);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("rules: " + e.getMessage(), e);
        }
    }

    private static Config parse(String text) {
        try {
            Config config = ConfigFactory.parseString(
                    text, ConfigParseOptions.defaults().setIncluder(new NoIncludes()));
            if (!config.isResolved()) {
                throw new IllegalArgumentException(
                        "a substitution was given, expected plain values: placeholders such as"
                                + " ${username} stand in quotes, topic = \"users/${username}/#\"");
            }
            return config;
        } catch (ConfigException e) {
            throw new IllegalArgumentException("not HOCON: " + e.getMessage(), e);
        }
    }

    private static AclRule rule(ConfigValue value) {
        String line = "line " + value.origin().lineNumber() + ": ";
        if (!(value instanceof ConfigObject object)) {
            throw new IllegalArgumentException(line + value.render() + " was given, expected a rule such as"
                    + " { permission = allow, action = publish, topic = \"a/#\" }");
        }
        try {
            return AclRuleParser.parse(object.unwrapped());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(line + e.getMessage(), e);
        }
    }

    /** As JSON on one line. */
    static String write(List<AclRule> rules) {
        return ConfigValueFactory.fromIterable(
                        rules.stream().map(AclRuleParser::toMap).toList())
                .render(ConfigRenderOptions.concise());
    }

    /** Reads what {@link #write} made. */
    static List<AclRule> readList(String json) {
        return read(RULES + "=" + json);
    }

    /** What is handed in by REST must not reach other files. */
    private static final class NoIncludes implements ConfigIncluder {
        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            throw new ConfigException.Generic("include " + what + " was given; rules are in one file");
        }
    }
}
