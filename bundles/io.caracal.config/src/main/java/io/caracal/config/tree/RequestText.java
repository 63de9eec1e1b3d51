package io.caracal.config.tree;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;
import java.util.Optional;

/** Reads the text of a change. It stands for itself: it can neither include files nor refer to the environment. */
public final class RequestText {
    /** How messages call the text. */
    public static final String ORIGIN = "request";

    private static final String VALUE = "value";

    private RequestText() {}

    /**
     * The tree or, if the text starts with a bracket, the list in a text.
     *
     * @throws SettingsException saying where it is not HOCON
     */
    public static ConfigValue parse(String text) throws SettingsException {
        return parse(text, ORIGIN);
    }

    /**
     * The tree in a text that was written by this bundle or by hand.
     *
     * @param origin how messages call the text: the file's name
     */
    public static ConfigObject tree(String text, String origin) throws SettingsException {
        return parse(text, origin) instanceof ConfigObject object ? object : fail(origin, "a list", "keys with values");
    }

    private static ConfigValue parse(String text, String origin) throws SettingsException {
        boolean list = first(text).filter("["::equals).isPresent();
        ConfigParseOptions options =
                ConfigParseOptions.defaults().setOriginDescription(origin).setIncluder(TextValue.NO_INCLUDES);
        try {
            Config parsed = ConfigFactory.parseString(list ? VALUE + " = " + text.strip() : text, options)
                    .resolve(ConfigResolveOptions.noSystem());
            return list ? parsed.getValue(VALUE) : parsed.root();
        } catch (ConfigException e) {
            throw new SettingsException(List.of(SyntaxProblem.of(e, origin)));
        } catch (StackOverflowError e) {
            return fail(origin, "brackets inside brackets without end", "a tree of sensible depth");
        }
    }

    private static <T> T fail(String origin, String given, String expected) throws SettingsException {
        throw new SettingsException(List.of(new Problem("", origin, given, expected, "")));
    }

    /** The first character that is not white space or of a comment. */
    private static Optional<String> first(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("//"))
                .findFirst()
                .map(line -> line.substring(0, 1));
    }
}
