package io.caracal.plugins;

import io.caracal.api.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folder that the framework property {@code caracal.plugins} names. When this component is active, every plugin that
 * lay there is running or has been refused. When it goes, the plugins stay as they are.
 */
@Component(
        service = {},
        immediate = true)
public final class PluginsComponent {
    private static final Logger LOG = LoggerFactory.getLogger(PluginsComponent.class);

    private final FolderWatch watch;
    private final ServiceRegistration<CollisionHook> sideBySide;

    @Activate
    public PluginsComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference ServiceComponentRuntime components)
            throws IOException, InterruptedException {
        Path folder = path(context, "caracal.plugins");
        Files.createDirectories(folder);
        PluginSettings settings = configuration.section(PluginSettings.class);
        Staging staging = new Staging(path(context, "caracal.data").resolve("plugins"));
        JarLimits limits = new JarLimits(
                settings.maxSize().value(), settings.maxUnpackedSize().value(), settings.maxEntries());
        UnitReader reader = new UnitReader(path(context, "caracal.home").resolve("repository"), staging, limits);
        BundleHost host = new OsgiBundleHost(context, components, settings.startTimeout());
        PluginFolder looks = new PluginFolder(folder, reader, staging, new PluginEngine(host, PluginsComponent::log));
        watch = new FolderWatch(folder, settings.sweepInterval(), looks::look);
        // Before the first look, which installs.
        sideBySide = context.registerService(CollisionHook.class, new OsgiSideBySide(context.getBundle()), null);
        watch.start();
    }

    private static Path path(BundleContext context, String property) {
        String value = context.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "the framework property " + property + " is not set; the launcher sets it to a folder");
        }
        return Path.of(value);
    }

    private static void log(PluginEvent event) {
        switch (event) {
            case PluginEvent.Refused refused -> LOG.error(refused.text());
            case PluginEvent.Warned warned -> LOG.warn(warned.text());
            default -> LOG.info(event.text());
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        watch.close();
        sideBySide.unregister();
    }
}
