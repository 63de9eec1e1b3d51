package io.caracal.store.memory;

import io.caracal.api.config.Configuration;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.api.store.StoreSettings;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers the stores in memory if the configuration asks for this type. Registered by hand, because only here it turns out whether there are any; what they hold
 * stays when nobody uses the services for a while.
 */
@Component(
        service = {},
        immediate = true)
public final class MemoryStoreComponent {
    private final BundleContext context;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public MemoryStoreComponent(BundleContext context, @Reference Configuration configuration) {
        this.context = context;
        if (configuration.section(StoreSettings.class).type() == StoreSettings.Type.MEMORY) {
            MemorySessionStore sessions = new MemorySessionStore();
            MemoryRetainedStore retained = new MemoryRetainedStore();
            register(SessionStore.class, sessions);
            register(RetainedStore.class, retained);
            register(StoreMaintenance.class, new MemoryMaintenance(sessions, retained));
        }
    }

    private <T> void register(Class<T> type, T service) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("caracal.store.type", "memory"));
        registrations.add(context.registerService(type, service, properties));
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
