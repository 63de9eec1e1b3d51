package io.caracal.transport;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.config.Configuration;
import io.caracal.core.ConnectionHandlers;
import io.caracal.core.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
 * Opens the listeners and says so by services with the property {@code io.caracal.listener}; if they cannot be opened, a service
 * with {@code io.caracal.failure} and {@code io.caracal.exit.code} tells whoever started the framework.
 */
@Component(
        immediate = true,
        service = {})
public final class TransportComponent {
    private static final Logger LOG = LoggerFactory.getLogger(TransportComponent.class);
    /** EX_UNAVAILABLE. */
    private static final int CANNOT_BIND = 69;
    /** EX_CONFIG. */
    private static final int CONFIGURATION = 78;

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private Optional<Listeners> listeners = Optional.empty();

    @Activate
    public TransportComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference AuthenticationChain authentication,
            @Reference EventLoops loops,
            @Reference ConnectionHandlers handlers) {
        try {
            Listeners opened = new Listeners(
                    configuration.section(ListenersSettings.class), authentication.open(), loops, handlers);
            listeners = Optional.of(opened);
            for (Listener listener : opened.open()) {
                LOG.info("listener={} open, transport={}", listener.description(), loops.transport());
                announce(context, "io.caracal.listener", listener.description(), 0);
            }
        } catch (Listeners.OpenToTheWorldException e) {
            announce(context, "io.caracal.failure", String.valueOf(e.getMessage()), CONFIGURATION);
        } catch (ListenerException e) {
            announce(context, "io.caracal.failure", String.valueOf(e.getMessage()), CANNOT_BIND);
        }
    }

    private void announce(BundleContext context, String property, String text, int exitCode) {
        Map<String, Object> properties =
                exitCode == 0 ? Map.of(property, text) : Map.of(property, text, "io.caracal.exit.code", exitCode);
        registrations.add(context.registerService(Supplier.class, () -> text, FrameworkUtil.asDictionary(properties)));
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        listeners.ifPresent(Listeners::close);
    }
}
