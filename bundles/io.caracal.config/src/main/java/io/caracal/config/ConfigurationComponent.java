package io.caracal.config;

import io.caracal.api.config.Configuration;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.config.tree.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the configuration when it is activated and registers {@link Configuration} if all of it is valid, else a service that
 * tells the launcher why the start has failed. The launcher says by framework properties what to load. When it only wants a
 * check, the verdict is printed as well; the launcher then stays below the start levels of everything that would use it.
 *
 * <p>The services are registered by hand, because which of them there is turns out only here; the framework takes them back
 * when the bundle stops.
 */
@Component(
        service = {},
        immediate = true)
public final class ConfigurationComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationComponent.class);
    private static final int EXIT_CONFIGURATION = 78;

    private final BundleContext context;

    @Activate
    public ConfigurationComponent(BundleContext context) {
        this.context = context;
        Sources sources = new Sources(
                Path.of(property("caracal.config.file").orElse("config/caracal.conf")),
                System.getenv(),
                property("caracal.config.set").stream()
                        .flatMap(String::lines)
                        .filter(line -> !line.isBlank())
                        .toList());
        boolean checkOnly =
                property("caracal.config.check").filter("true"::equals).isPresent();
        try {
            Configuration configuration = load(sources);
            if (checkOnly) {
                System.out.println("configuration is valid: " + sources.file());
                report(Map.of("io.caracal.exit.code", 0));
            } else {
                LOG.info("configuration is valid file={}", sources.file());
            }
            context.registerService(Configuration.class, configuration, null);
        } catch (SettingsException e) {
            fail(e.problems(), sources.file(), checkOnly);
        }
    }

    private Configuration load(Sources sources) throws SettingsException {
        BundleSections found = new BundleSections(context.getBundles());
        List<Problem> problems = new ArrayList<>(found.problems());
        try {
            Configuration configuration = new ConfigurationLoader(found.sections()).load(sources);
            if (problems.isEmpty()) {
                return configuration;
            }
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        }
        throw new SettingsException(problems);
    }

    private void fail(List<Problem> problems, Path file, boolean checkOnly) {
        String summary = "configuration is not valid: " + file + " (" + problems.size()
                + (problems.size() == 1 ? " problem)" : " problems)");
        StringBuilder text = new StringBuilder(summary);
        for (Problem problem : problems) {
            if (checkOnly) {
                System.out.println(problem);
            } else {
                LOG.error("configuration: {}", problem);
                text.append(System.lineSeparator()).append("  ").append(problem);
            }
        }
        report(Map.of("io.caracal.failure", text.toString(), "io.caracal.exit.code", EXIT_CONFIGURATION));
    }

    /** Tells the launcher by service properties, since no class is shared with it. */
    private void report(Map<String, ?> properties) {
        Supplier<String> text = () -> String.valueOf(properties.get("io.caracal.failure"));
        context.registerService(Supplier.class, text, FrameworkUtil.asDictionary(properties));
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
    }
}
