package io.caracal.launcher;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import sun.misc.Signal;

/**
 * Hands signals of the operating system to bundles. A bundle that wants one registers a {@link Runnable} with the property
 * {@code io.caracal.signal} ({@code HUP}); launcher and bundles share no class but those of the JDK.
 */
final class Signals {
    private static final String HUP = "HUP";
    private static final String PROPERTY = "io.caracal.signal";

    private Signals() {}

    /**
     * From now on SIGHUP does not end the process. Where it is ignored ({@code nohup}), or there is no such signal, everything stays
     * as it is.
     */
    static void listen(BundleContext context) {
        try {
            Signal.handle(new Signal(HUP), _ -> dispatch(context));
        } catch (IllegalArgumentException notHere) {
            System.err.println(
                    "caracal: SIGHUP cannot be used to read the configuration again: " + notHere.getMessage());
        }
    }

    /** Called on a thread of its own for each signal. */
    private static void dispatch(BundleContext context) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(" + PROPERTY + "=" + HUP + ")");
            if (found == null) {
                System.err.println("caracal: SIGHUP came before the configuration was read, nothing to do");
                return;
            }
            for (ServiceReference<?> reference : found) {
                if (context.getService(reference) instanceof Runnable listener) {
                    listener.run();
                }
                context.ungetService(reference);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IllegalStateException stopping) {
            System.err.println("caracal: SIGHUP came while the broker stops, nothing to do");
        }
    }
}
