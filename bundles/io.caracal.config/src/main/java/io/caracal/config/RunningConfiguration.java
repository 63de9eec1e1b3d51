package io.caracal.config;

import io.caracal.api.config.SectionOwner;
import io.caracal.config.change.LiveConfiguration;
import io.caracal.config.change.Sections;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** What keeps a configuration in line with the bundles around it while the broker runs. */
final class RunningConfiguration implements AutoCloseable {
    /** The launcher runs services with this property when the process gets the signal that it names. */
    private static final String SIGNAL = "io.caracal.signal";

    private final ClaimTracker claims;
    private final OwnerTracker owners;
    private final FileWatch file;

    RunningConfiguration(BundleContext context, LiveConfiguration configuration, Sections sections) {
        claims = new ClaimTracker(context, sections);
        owners = new OwnerTracker(context, configuration);
        file = new FileWatch(configuration);
        claims.open();
        owners.open();
        context.registerService(SectionOwner.class, file, null);
        context.registerService(
                Runnable.class, () -> file.request("signal SIGHUP"), FrameworkUtil.asDictionary(Map.of(SIGNAL, "HUP")));
    }

    @Override
    public void close() {
        file.close();
        owners.close();
        claims.close();
    }
}
