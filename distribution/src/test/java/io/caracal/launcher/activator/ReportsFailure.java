package io.caracal.launcher.activator;

import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

public final class ReportsFailure implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Map<String, ?> properties =
                Map.of("io.caracal.failure", "caracal.conf: 3: nonsense", "io.caracal.exit.code", 78);
        Supplier<String> anything = () -> "";
        context.registerService(Supplier.class, anything, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {}
}
