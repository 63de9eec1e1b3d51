package io.caracal.store.log;

import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.api.store.StoreSettings;
import io.caracal.store.log.disk.FolderDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store in the data folder and offers it, if the configuration asks for this type. The services are registered by hand, because only
 * here it turns out whether there are any.
 */
@Component(
        service = {},
        immediate = true)
public final class LogStoreComponent {
    private static final Logger LOG = LoggerFactory.getLogger(LogStoreComponent.class);
    private static final int EXIT_IO = 74;

    private final BundleContext context;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final @Nullable LogStore store;

    @Activate
    public LogStoreComponent(BundleContext context, @Reference Configuration configuration) {
        this.context = context;
        StoreSettings settings = configuration.section(StoreSettings.class);
        store = settings.type() == StoreSettings.Type.LOG ? open(settings) : null;
        if (store != null) {
            register(SessionStore.class, store.sessions());
            register(RetainedStore.class, store.retained());
            register(StoreMaintenance.class, store.maintenance());
            registrations.add(context.registerService(SectionOwner.class, new StoreOwner(store, settings), null));
        }
    }

    private @Nullable LogStore open(StoreSettings settings) {
        String data = context.getProperty("caracal.data");
        if (data == null) {
            throw new IllegalStateException("the framework property caracal.data is not set; the launcher sets it");
        }
        Path folder = Path.of(data).resolve("store");
        try {
            Files.createDirectories(folder);
            return LogStore.open(new FolderDisk(folder), settings, InstantSource.system());
        } catch (IOException e) {
            LOG.error("store cannot be opened folder={}", folder, e);
            fail("the store in " + folder + " cannot be opened: " + e.getMessage());
            return null;
        }
    }

    /** Tells the launcher by service properties, since no class is shared with it. */
    private void fail(String failure) {
        Supplier<String> text = () -> failure;
        registrations.add(context.registerService(
                Supplier.class,
                text,
                FrameworkUtil.asDictionary(Map.of("io.caracal.failure", failure, "io.caracal.exit.code", EXIT_IO))));
    }

    private <T> void register(Class<T> type, T service) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("caracal.store.type", "log"));
        registrations.add(context.registerService(type, service, properties));
    }

    @Deactivate
    void close() throws IOException {
        registrations.forEach(ServiceRegistration::unregister);
        if (store != null) {
            store.close();
        }
    }
}
