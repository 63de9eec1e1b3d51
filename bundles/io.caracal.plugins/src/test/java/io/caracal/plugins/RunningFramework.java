package io.caracal.plugins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A real framework with Declarative Services; the test plays the bundle that installs. */
final class RunningFramework implements AutoCloseable {
    private final Framework framework;

    RunningFramework(Path storage) throws BundleException, IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        // The test calls Declarative Services by the classes of its own class path.
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.osgi.service.component;version=1.5,"
                        + "org.osgi.service.component.runtime;version=1.5,"
                        + "org.osgi.service.component.runtime.dto;version=1.5,"
                        + "org.osgi.util.function;version=1.2,"
                        + "org.osgi.util.promise;version=1.3");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        install(org.apache.felix.scr.info.ScrInfo.class).start();
    }

    private Bundle install(Class<?> type) throws BundleException, IOException {
        try {
            Path jar = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (InputStream in = Files.newInputStream(jar)) {
                return context().installBundle(jar.toUri().toString(), in);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    Bundle installBrokerBundle(TestJar jar) throws BundleException {
        return context().installBundle("broker:" + jar.hashCode(), new ByteArrayInputStream(jar.bytes()));
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    ServiceRegistration<CollisionHook> allowSideBySide() {
        return context()
                .registerService(
                        CollisionHook.class, new OsgiSideBySide(context().getBundle()), null);
    }

    ServiceComponentRuntime components() {
        return context().getService(context().getServiceReference(ServiceComponentRuntime.class));
    }

    /** Takes all plugins away, as the launcher does at each start by emptying the framework's cache. */
    RunningFramework withoutPlugins() throws BundleException {
        for (Bundle bundle : context().getBundles()) {
            if (OsgiBundleHost.isPlugin(bundle)) {
                bundle.uninstall();
            }
        }
        return this;
    }

    /** The plugins of that name, {@code version:state}. */
    List<Bundle> plugins(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(OsgiBundleHost::isPlugin)
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .toList();
    }

    Optional<Bundle> plugin(String symbolicName) {
        List<Bundle> found = plugins(symbolicName);
        if (found.size() > 1) {
            throw new AssertionError("more than one: " + found);
        }
        return found.stream().findFirst();
    }

    String version(String symbolicName) {
        return plugin(symbolicName)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getVersion().toString())
                .orElse("none");
    }

    /** Identity of everything that is no plugin: ids, revisions and wirings, as objects. */
    List<Object> core() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> !OsgiBundleHost.isPlugin(bundle))
                .<Object>map(bundle -> List.of(
                        bundle.getBundleId(),
                        bundle.getState(),
                        bundle.adapt(BundleRevision.class),
                        Optional.ofNullable(bundle.adapt(BundleWiring.class))))
                .toList();
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(20_000);
    }
}
