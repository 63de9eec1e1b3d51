package io.caracal.config;

import io.caracal.api.config.SectionOwner;
import io.caracal.config.change.LiveConfiguration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Tells the configuration which owners come and go. It does so on threads of its own: a bundle that starts must not wait for a
 * change that is under way, which in turn may wait for bundles.
 */
@SuppressWarnings("rawtypes") // the service's type is raw
final class OwnerTracker extends ServiceTracker<SectionOwner, OwnerTracker.Present> {
    private final LiveConfiguration configuration;

    /** An owner, until it goes. */
    static final class Present {
        private final SectionOwner<?> owner;
        private volatile boolean gone;

        Present(SectionOwner<?> owner) {
            this.owner = owner;
        }
    }

    OwnerTracker(BundleContext context, LiveConfiguration configuration) {
        super(context, SectionOwner.class, null);
        this.configuration = configuration;
    }

    @Override
    public Present addingService(ServiceReference<SectionOwner> reference) {
        Present present = new Present(context.getService(reference));
        Thread.ofVirtual().name("caracal-config-owner").start(() -> {
            configuration.add(present.owner);
            if (present.gone) {
                configuration.remove(present.owner);
            }
        });
        return present;
    }

    @Override
    public void removedService(ServiceReference<SectionOwner> reference, Present present) {
        present.gone = true;
        configuration.remove(present.owner);
        context.ungetService(reference);
    }
}
