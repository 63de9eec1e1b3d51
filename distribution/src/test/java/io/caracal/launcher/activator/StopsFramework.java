package io.caracal.launcher.activator;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

public final class StopsFramework implements BundleActivator {
    @Override
    public void start(BundleContext context) throws BundleException {
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
    }

    @Override
    public void stop(BundleContext context) {}
}
