package io.caracal.plugins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Asks the owners of contracts whether they can use what a bundle offers. That a service is registered does not say that it serves:
 * the authenticator that a new version makes may fail to reach its database. An owner that tries out what comes registers a
 * {@link LongFunction} with the property {@code io.caracal.objections}; it is handed a service id and answers an {@link Optional}
 * with the reason in words, empty if it knows of nothing against that service.
 */
final class OsgiObjections {
    private static final String FILTER = "(io.caracal.objections=*)";

    private final BundleContext context;

    OsgiObjections(BundleContext context) {
        this.context = context;
    }

    List<String> to(Bundle bundle) {
        List<String> found = new ArrayList<>();
        ServiceReference<?>[] offered = bundle.getRegisteredServices();
        if (offered != null) {
            for (ServiceReference<?> service : offered) {
                for (ServiceReference<?> owner : owners()) {
                    ask(owner, (Long) service.getProperty(Constants.SERVICE_ID)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    @SuppressWarnings("rawtypes") // a class object has no type arguments
    private Collection<ServiceReference<LongFunction>> owners() {
        try {
            return context.getServiceReferences(LongFunction.class, FILTER);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(FILTER, e);
        }
    }

    private Optional<String> ask(ServiceReference<?> owner, long serviceId) {
        try {
            return context.getService(owner) instanceof LongFunction<?> objections
                            && objections.apply(serviceId) instanceof Optional<?> reason
                    ? reason.map(Object::toString)
                    : Optional.empty();
        } finally {
            context.ungetService(owner);
        }
    }
}
