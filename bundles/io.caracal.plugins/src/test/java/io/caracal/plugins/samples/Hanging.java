package io.caracal.plugins.samples;

import java.util.concurrent.Semaphore;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** An activator that does not return from its start and ignores interruption, until the test lets it go. */
public final class Hanging implements BundleActivator {
    /** The system property that holds the {@link Semaphore} to hang on. */
    public static final String KEY = "io.caracal.plugins.samples.hang";

    @Override
    public void start(BundleContext context) {
        ((Semaphore) System.getProperties().get(KEY)).acquireUninterruptibly();
    }

    @Override
    public void stop(BundleContext context) {}
}
