package io.caracal.itests.conformance;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * Gives each test its broker: one for the whole run and one more for each set of {@link WithSettings}. With the system property
 * {@code caracal.conformance.broker=host:port} the tests run against that broker, and those that need settings are skipped.
 */
final class BrokerExtension implements TestInstancePostProcessor {

    /** What makes one broker different from another. */
    private record Setup(List<String> settings, boolean plugin) {}

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        var setup = setup(test.getClass());
        String running = System.getProperty("caracal.conformance.broker", "");
        Assumptions.assumeTrue(
                running.isEmpty() || setup.settings().isEmpty(),
                "a broker that somebody else runs has its own settings");
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(BrokerExtension.class));
        ((ConformanceTest) test).broker = store.computeIfAbsent(
                setup, key -> running.isEmpty() ? start(setup) : Broker.running(running), Broker.class);
    }

    private static Setup setup(Class<?> test) {
        var settings = test.getAnnotation(WithSettings.class);
        return settings == null ? new Setup(List.of(), false) : new Setup(List.of(settings.value()), settings.plugin());
    }

    private static Broker start(Setup setup) {
        return Broker.start(
                path("caracal.distribution"), setup.plugin() ? path("caracal.plugin") : null, setup.settings());
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property, "")).toAbsolutePath().normalize();
    }
}
