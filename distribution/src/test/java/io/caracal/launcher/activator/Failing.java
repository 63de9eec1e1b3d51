package io.caracal.launcher.activator;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

public final class Failing implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("no luck today");
    }

    @Override
    public void stop(BundleContext context) {}
}
