package io.caracal.store.memory;

import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreMaintenance;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells administrators of the store in memory, as long as it is the store. */
@Component(service = StoreMaintenance.class, property = "caracal.store.type=memory")
public final class MaintenanceComponent extends MemoryMaintenance {
    @Activate
    public MaintenanceComponent(
            @Reference(target = "(caracal.store.type=memory)") SessionStore sessions,
            @Reference(target = "(caracal.store.type=memory)") RetainedStore retained) {
        super((MemorySessionStore) sessions, (MemoryRetainedStore) retained);
    }
}
