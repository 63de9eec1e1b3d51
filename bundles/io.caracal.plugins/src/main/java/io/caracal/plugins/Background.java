package io.caracal.plugins;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Has the launcher give threads in the background a lower priority, so that loading classes does not hold up messages; see {@code docs/adr/0028}. */
final class Background {
    /** The launcher's: no class is shared with it. */
    private static final String SERVICE = "(io.caracal.priority=background)";

    private final BundleContext context;

    Background(BundleContext context) {
        this.context = context;
    }

    /** For this thread too, if it is one that changes plugins; nothing where nobody offers it. */
    void yieldToMessages() {
        try {
            for (ServiceReference<Runnable> reference : context.getServiceReferences(Runnable.class, SERVICE)) {
                Runnable lower = context.getService(reference);
                if (lower != null) {
                    lower.run();
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
