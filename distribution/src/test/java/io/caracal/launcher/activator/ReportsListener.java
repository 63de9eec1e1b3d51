package io.caracal.launcher.activator;

import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

public final class ReportsListener implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Map<String, ?> properties = Map.of("io.caracal.listener", "tcp:default 127.0.0.1:1883");
        Supplier<String> anything = () -> "";
        context.registerService(Supplier.class, anything, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {}
}
