package io.caracal.launcher.activator;

import java.util.Hashtable;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

public final class ReportsListener implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("io.caracal.listener", "tcp:default 127.0.0.1:1883");
        Supplier<String> anything = () -> "";
        context.registerService(Supplier.class, anything, properties);
    }

    @Override
    public void stop(BundleContext context) {}
}
