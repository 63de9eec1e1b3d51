package io.caracal.launcher;

import io.caracal.launcher.Feature.BootBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * The OSGi framework with the bundles of the boot feature. It goes up one start level at a time, so that a failure is known at the
 * level where it happened and nothing above it was started.
 */
final class BrokerFramework {
    private final Framework framework;
    private final Map<Bundle, Integer> installed = new LinkedHashMap<>();

    /** @param properties framework properties; the beginning start level must be 1 or absent */
    BrokerFramework(Map<String, String> properties) throws LaunchException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new LaunchException(
                        ExitCode.UNEXPECTED, "No OSGi framework on the class path. Unpack the distribution again."))
                .newFramework(properties);
        try {
            framework.init();
        } catch (BundleException e) {
            throw new LaunchException(
                    ExitCode.UNEXPECTED, "The OSGi framework cannot be prepared: " + e.getMessage(), e);
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs the feature's bundles where they lie, without a copy, each with its start level. */
    void install(Feature feature, Repository repository) throws LaunchException {
        for (BootBundle boot : feature.bundles()) {
            Path file = repository.find(boot.id());
            try {
                Bundle bundle = context().installBundle("reference:" + file.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(boot.startLevel());
                installed.put(bundle, boot.startLevel());
            } catch (BundleException e) {
                throw new LaunchException(
                        ExitCode.UNEXPECTED,
                        "Bundle " + boot.id() + " (" + file + ") cannot be installed: " + e.getMessage(),
                        e);
            }
        }
    }

    /** The levels at which something is installed, lowest first. */
    List<Integer> levels() {
        return List.copyOf(new TreeSet<>(installed.values()));
    }

    /**
     * Goes to the level and starts its bundles in the order of their installation.
     *
     * @throws LaunchException naming each bundle that is not
     */
    void startLevel(int level) throws LaunchException, InterruptedException {
        try {
            framework.start(); // does nothing from the second time on
        } catch (BundleException e) {
            throw new LaunchException(
                    ExitCode.UNEXPECTED, "The OSGi framework cannot be started: " + e.getMessage(), e);
        }
        CompletableFuture<Void> reached = new CompletableFuture<>();
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.complete(null);
            }
        });
        reached.join();
        start(installed.entrySet().stream()
                .filter(entry -> entry.getValue() == level)
                .map(Map.Entry::getKey)
                .toList());
    }

    private static void start(List<Bundle> bundles) throws LaunchException {
        List<String> problems = new ArrayList<>();
        BundleException first = null;
        for (Bundle bundle : bundles) {
            try {
                if (!BundleProblem.isFragment(bundle)) {
                    bundle.start();
                }
            } catch (BundleException e) {
                problems.add(BundleProblem.of(bundle, e));
                first = first == null ? e : first;
            }
        }
        bundles.stream()
                .filter(BundleProblem::isDetachedFragment)
                .map(BundleProblem::ofDetachedFragment)
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new LaunchException(ExitCode.UNEXPECTED, String.join("\n", problems), first);
        }
    }

    /**
     * Stops the bundles from the highest level down.
     *
     * @return false if they are not stopped within the bound
     */
    boolean stop(Duration bound) throws InterruptedException {
        try {
            framework.stop();
        } catch (BundleException e) {
            throw new IllegalStateException("The OSGi framework refuses to stop", e);
        }
        return framework.waitForStop(bound.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }
}
