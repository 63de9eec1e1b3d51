package io.caracal.config;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import com.typesafe.config.Config;
import io.caracal.api.config.SettingsSection;
import io.caracal.config.fixture.FixtureSettings;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** Felix with Declarative Services, the bundles of this module as they were built, and the fixture packed by bnd. */
final class TestFramework implements AutoCloseable {
    private final Framework framework;
    private final Path folder;

    TestFramework(Path folder, Map<String, String> properties) throws BundleException {
        this.folder = folder;
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.slf4j;version=2.0.17");
        framework = new org.apache.felix.framework.FrameworkFactory().newFramework(all);
        framework.init();
    }

    /** Starts the framework with these bundles. */
    void start(Bundle... more) throws BundleException {
        List<Bundle> bundles = Stream.of(
                        SettingsSection.class,
                        Config.class,
                        org.osgi.util.function.Function.class,
                        org.osgi.util.promise.Promise.class,
                        org.osgi.service.component.ComponentContext.class,
                        org.apache.felix.scr.info.ScrInfo.class,
                        ConfigurationComponent.class)
                .map(this::install)
                .toList();
        framework.start();
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        for (Bundle bundle : more) {
            bundle.start();
        }
    }

    Bundle installFixture() throws Exception {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName("fixture");
            builder.setProperty(Constants.BUNDLE_VERSION, "1.0");
            builder.setPrivatePackage(FixtureSettings.class.getPackageName());
            builder.addClasspath(new File(location(FixtureSettings.class)));
            builder.addClasspath(new File(location(SettingsSection.class)));
            builder.setProperty(Constants.IMPORT_PACKAGE, "org.jspecify.annotations;resolution:=optional,*");
            Path jar = folder.resolve("fixture.jar");
            try (Jar built = builder.build()) {
                built.write(jar.toFile());
            }
            return framework.getBundleContext().installBundle(jar.toUri().toString());
        }
    }

    /** Waits until a service is there. */
    ServiceReference<?> await(String type) throws InterruptedException {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(framework.getBundleContext(), type, null);
        // All services: the framework, on the class path of the tests, has another copy of our types.
        tracker.open(true);
        try {
            Objects.requireNonNull(tracker.waitForService(Duration.ofSeconds(20).toMillis()), type);
            return Objects.requireNonNull(tracker.getServiceReference());
        } finally {
            tracker.close();
        }
    }

    boolean has(String type) throws InvalidSyntaxException {
        return framework.getBundleContext().getAllServiceReferences(type, null) != null;
    }

    Object service(ServiceReference<?> reference) {
        return Objects.requireNonNull(framework.getBundleContext().getService(reference));
    }

    /** Lets go of what uninstalled bundles leave behind. */
    void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, _ -> refreshed.countDown());
        refreshed.await();
    }

    private Bundle install(Class<?> member) {
        try {
            return framework.getBundleContext().installBundle("reference:file:" + location(member));
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(Duration.ofSeconds(20).toMillis());
    }
}
