package io.caracal.launcher;

import io.caracal.launcher.Command.LaunchOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** What the framework and the bundles are told at start. */
final class FrameworkProperties {
    private FrameworkProperties() {}

    /**
     * @param storage where the framework may write; emptied at start, for the boot feature alone says what is installed
     * @param logging configuration file of Logback
     */
    static Map<String, String> of(LaunchOptions options, Path storage, Path logging, boolean checkOnly) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
        properties.put("org.ops4j.pax.logging.StaticLogbackFile", logging.toString());
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
        properties.put("caracal.home", options.home().toString());
        properties.put("caracal.data", options.data().toString());
        properties.put("caracal.plugins", options.home().resolve("plugins").toString());
        properties.put("caracal.config.file", options.config().toString());
        properties.put("caracal.config.set", String.join("\n", options.settings()));
        properties.put("caracal.config.check", String.valueOf(checkOnly));
        return properties;
    }
}
