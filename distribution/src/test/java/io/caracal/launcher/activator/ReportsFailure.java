package io.caracal.launcher.activator;

import java.util.Hashtable;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

public final class ReportsFailure implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("io.caracal.failure", "caracal.conf: 3: nonsense");
        properties.put("io.caracal.exit.code", 78);
        Supplier<String> anything = () -> "";
        context.registerService(Supplier.class, anything, properties);
    }

    @Override
    public void stop(BundleContext context) {}
}
