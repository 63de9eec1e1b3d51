package io.caracal.launcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.caracal.launcher.Feature.BootBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a feature file (OSGi Compendium, chapter 159). Start levels stand where the specification of the feature launcher puts
 * them: in {@code bundleStartLevel} beside the bundle's {@code id}.
 */
final class FeatureReader {
    private static final ConfigParseOptions STRICT_JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setAllowMissing(false);

    private FeatureReader() {}

    /** @throws LaunchException naming file and line of what is wrong */
    static Feature read(Path file) throws LaunchException {
        try {
            return feature(ConfigFactory.parseFile(file.toFile(), STRICT_JSON));
        } catch (ConfigException e) {
            throw new LaunchException(
                    ExitCode.UNEXPECTED, "Feature file " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Feature feature(Config root) {
        List<BootBundle> bundles = new ArrayList<>();
        for (Config bundle : root.getConfigList("bundles")) {
            int level = bundle.hasPath("bundleStartLevel")
                    ? bundle.getInt("bundleStartLevel")
                    : Feature.DEFAULT_START_LEVEL;
            if (level < 1) {
                ConfigOrigin origin = bundle.getValue("bundleStartLevel").origin();
                throw new ConfigException.BadValue(origin, "bundleStartLevel", "expected is 1 or more, found " + level);
            }
            bundles.add(new BootBundle(coordinates(bundle), level));
        }
        return new Feature(coordinates(root), List.copyOf(bundles));
    }

    private static MavenCoordinates coordinates(Config object) {
        String id = object.getString("id");
        try {
            return MavenCoordinates.parse(id);
        } catch (IllegalArgumentException e) {
            throw new ConfigException.BadValue(object.getValue("id").origin(), "id", String.valueOf(e.getMessage()), e);
        }
    }
}
