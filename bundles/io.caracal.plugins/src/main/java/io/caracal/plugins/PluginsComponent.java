package io.caracal.plugins;

import io.caracal.api.config.Configuration;
import io.caracal.api.config.Secret;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.plugins.PluginAdministration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
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
 * Watches the folder that the framework property {@code caracal.plugins} names, and takes changes on request. When this component is
 * active, every plugin of the folder and of the journal is running or has been refused. When it goes, the plugins stay as they are.
 */
@Component(
        service = {},
        immediate = true)
public final class PluginsComponent {
    private static final Logger LOG = LoggerFactory.getLogger(PluginsComponent.class);

    private final FolderWatch watch;
    private final ChangeQueue changes;
    private final ServiceRegistration<CollisionHook> sideBySide;
    private final ServiceRegistration<PluginAdministration> administration;
    private final ServiceRegistration<?> owner;

    @Activate
    public PluginsComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference ServiceComponentRuntime components)
            throws IOException, InterruptedException {
        Path folder = path(context, "caracal.plugins");
        Files.createDirectories(folder);
        PluginSettings settings = configuration.section(PluginSettings.class);
        Places places = new Places(
                folder,
                path(context, "caracal.home").resolve("repository"),
                path(context, "caracal.home").resolve("features"),
                path(context, "caracal.data").resolve("plugins"));
        Assembly assembly = new Assembly(
                places,
                new OsgiBundleHost(context, components, settings.startTimeout()),
                new OsgiInspection(context, components),
                new OsFileLayer(),
                new JarLimits(
                        settings.maxSize().value(), settings.maxUnpackedSize().value(), settings.maxEntries()),
                signatures(settings.signature()),
                uploads(settings),
                InstantSource.system(),
                PluginsComponent::log);
        watch = new FolderWatch(folder, settings.sweepInterval(), assembly.plugins()::look);
        changes = assembly.changes();
        // Before the first look, which installs.
        sideBySide = context.registerService(CollisionHook.class, new OsgiSideBySide(context.getBundle()), null);
        // Before it as well: among what it installs is who wants this service. Not by Declarative Services, which
        // would let those who ask wait for the end of this constructor, and it for them.
        administration = context.registerService(PluginAdministration.class, changes, null);
        owner = context.registerService(SectionOwner.class, new PluginSettingsOwner(settings), null);
        watch.start();
        changes.open();
    }

    private static Path path(BundleContext context, String property) {
        String value = context.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "the framework property " + property + " is not set; the launcher sets it to a folder");
        }
        return Path.of(value);
    }

    private static SignatureRule signatures(SignatureSettings settings) {
        return switch (settings.required()) {
            case NONE -> SignatureRule.NONE;
            case ALL -> trusting(settings);
            case UPLOADS -> {
                SignatureRule rule = trusting(settings);
                yield (jar, provenance) -> {
                    if (provenance == Provenance.UPLOAD) {
                        rule.check(jar, provenance);
                    }
                };
            }
        };
    }

    private static SignatureRule trusting(SignatureSettings settings) {
        return new SignedJar(TrustStore.read(
                Path.of(settings.trustStore().orElseThrow()),
                settings.trustStorePassword().map(Secret::reveal)));
    }

    private static Uploads.UploadRules uploads(PluginSettings settings) {
        UploadSettings upload = settings.upload();
        return new Uploads.UploadRules(
                upload.enable(),
                Set.copyOf(upload.allow()),
                upload.maxSize().value(),
                settings.maxUnpackedSize().value());
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
        owner.unregister();
        administration.unregister();
        changes.close();
        watch.close();
        sideBySide.unregister();
    }
}
