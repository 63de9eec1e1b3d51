package io.caracal.plugins;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An OSGi feature file (compendium 159): which bundles belong together. Only bundles are taken from it; settings have their one
 * place in the broker's configuration.
 *
 * @param id what the feature is known by
 * @param description for people, may be empty
 */
record FeatureFile(Optional<MavenCoordinates> id, String description, List<FeatureBundle> bundles) {
    /** A feature is a list of names; a larger file is something else. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_DEPTH = 32;

    /**
     * A bundle that belongs to the feature.
     *
     * @param sha256 of its content, from the key of that name beside {@code id}
     */
    record FeatureBundle(MavenCoordinates id, Optional<String> sha256) {}

    static FeatureFile parse(String json) throws RefusedException {
        checkDepth(json);
        try {
            Config config = ConfigFactory.parseString(
                    json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
            if (!config.hasPath("bundles")) {
                throw RefusedException.content("it is no feature file: it has no list 'bundles'");
            }
            refuseUnsupported(config);
            Optional<MavenCoordinates> id = config.hasPath("id")
                    ? Optional.of(MavenCoordinates.parse(config.getString("id")))
                    : Optional.empty();
            String description = config.hasPath("description") ? config.getString("description") : "";
            return new FeatureFile(id, description, bundles(config.getList("bundles")));
        } catch (ConfigException.Parse e) {
            throw RefusedException.unfinished("it is no complete JSON (" + e.getMessage() + ")");
        } catch (ConfigException e) {
            throw RefusedException.content("it is no feature file: " + e.getMessage());
        }
    }

    private static List<FeatureBundle> bundles(ConfigList list) throws RefusedException {
        List<FeatureBundle> bundles = new ArrayList<>();
        for (ConfigValue value : list) {
            bundles.add(
                    value instanceof ConfigObject object
                            ? bundle(object.toConfig())
                            : new FeatureBundle(
                                    MavenCoordinates.parse(String.valueOf(value.unwrapped())), Optional.empty()));
        }
        if (bundles.isEmpty()) {
            throw RefusedException.content("its list 'bundles' is empty");
        }
        return List.copyOf(bundles);
    }

    private static FeatureBundle bundle(Config config) throws RefusedException {
        return new FeatureBundle(
                MavenCoordinates.parse(config.getString("id")),
                config.hasPath("sha256") ? Optional.of(Sha256.parse(config.getString("sha256"))) : Optional.empty());
    }

    private static void refuseUnsupported(Config config) throws RefusedException {
        for (String key : List.of("configurations", "variables")) {
            if (config.hasPath(key) && !config.getObject(key).isEmpty()) {
                throw RefusedException.content(
                        "it has '" + key + "', which nobody would read; settings belong into caracal.conf");
            }
        }
    }

    /** The parser is recursive; a file that is nothing but brackets must not exhaust the stack. */
    private static void checkDepth(String json) throws RefusedException {
        int depth = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw RefusedException.content(
                        "it is no feature file: it is nested more than " + MAX_DEPTH + " levels deep");
            }
        }
    }
}
