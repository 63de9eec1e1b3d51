package io.caracal.config;

import io.caracal.api.config.Configuration;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.config.change.ChangeStore;
import io.caracal.config.change.LiveConfiguration;
import io.caracal.config.change.Sections;
import io.caracal.config.tree.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
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
    private final boolean checkOnly;
    private @Nullable RunningConfiguration running;

    @Activate
    public ConfigurationComponent(BundleContext context) throws IOException {
        this.context = context;
        this.checkOnly = property("caracal.config.check").filter("true"::equals).isPresent();
        Sources sources = new Sources(
                Path.of(property("caracal.config.file").orElse("config/caracal.conf")),
                System.getenv(),
                property("caracal.config.set").stream()
                        .flatMap(String::lines)
                        .filter(line -> !line.isBlank())
                        .toList());
        try {
            start(sources);
        } catch (SettingsException e) {
            fail(e.problems(), sources.file());
        }
    }

    private void start(Sources sources) throws SettingsException, IOException {
        BundleSections found = new BundleSections(context.getBundles());
        Sections sections = new Sections(found.sections());
        LiveConfiguration configuration = load(sources, sections, found.problems());
        if (checkOnly) {
            System.out.println("configuration is valid: " + sources.file());
            report(Map.of("io.caracal.exit.code", 0));
            context.registerService(Configuration.class, configuration, null);
            return;
        }
        LOG.info("configuration is valid file={}", sources.file());
        configuration.recover();
        running = new RunningConfiguration(context, configuration, sections);
        context.registerService(
                new String[] {Configuration.class.getName(), ConfigurationAdministration.class.getName()},
                configuration,
                null);
    }

    private LiveConfiguration load(Sources sources, Sections sections, List<Problem> found)
            throws SettingsException, IOException {
        List<Problem> problems = new ArrayList<>(found);
        Path data = Path.of(property("caracal.data").orElse("data"));
        ChangeStore store = ChangeStore.open(data.resolve("configs"));
        try {
            LiveConfiguration configuration = new ConfigurationLoader(sections, store).load(sources);
            if (problems.isEmpty()) {
                return configuration;
            }
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        }
        throw new SettingsException(problems);
    }

    private void fail(List<Problem> problems, Path file) {
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

    @Deactivate
    void stop() {
        if (running != null) {
            running.close();
        }
    }
}
