package io.caracal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The framework behind {@link BundleHost}. A plugin's bundle is known by its location, {@code plugin:name/version#sha}; every other
 * bundle is protected.
 */
final class OsgiBundleHost implements BundleHost {
    static final String LOCATION = "plugin:";

    /** Without a predecessor nobody waits for the services; long enough for components that only need a moment. */
    private static final Duration FIRST_INSTALL = Duration.ofSeconds(1);

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private final OsgiComponents components;
    private final Duration limit;
    private final BoundedCall bounded;
    private final Background background;

    /**
     * @param context of the bundle that does the installing; plugins get its start level
     * @param limit for each start, each wait for services, each stop
     */
    OsgiBundleHost(BundleContext context, ServiceComponentRuntime runtime, Duration limit) {
        this.context = context;
        this.wiring = Objects.requireNonNull(
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class));
        this.components = new OsgiComponents(runtime, new OsgiObjections(context));
        this.limit = limit;
        this.bounded = new BoundedCall(limit);
        this.background = new Background(context);
    }

    static boolean isPlugin(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    @Override
    public List<InstalledPlugin> running() {
        List<InstalledPlugin> running = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (isPlugin(bundle) && bundle.getState() == Bundle.ACTIVE) {
                running.add(plugin(bundle));
            } else if (isPlugin(bundle) && bundle.getState() != Bundle.STARTING) {
                // Left in the framework's cache by an earlier run; what the folder still asks for is installed anew.
                uninstall(bundle);
            }
        }
        running.sort(Comparator.comparingLong(InstalledPlugin::id));
        return running;
    }

    private static InstalledPlugin plugin(Bundle bundle) {
        String location = bundle.getLocation();
        return new InstalledPlugin(
                bundle.getBundleId(),
                bundle.getSymbolicName(),
                BundleVersion.parse(bundle.getVersion().toString()),
                location.substring(location.indexOf('#') + 1));
    }

    @Override
    public Set<String> protectedNames() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !isPlugin(bundle))
                .map(Bundle::getSymbolicName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    @Override
    public InstalledPlugin install(PluginBundle plugin) throws RefusedException {
        background.yieldToMessages();
        String location = LOCATION + plugin.symbolicName() + "/" + plugin.version() + "#" + plugin.sha();
        try (InputStream in = Files.newInputStream(plugin.jar())) {
            Bundle bundle = context.installBundle(location, in);
            if (bundle.getState() != Bundle.INSTALLED) {
                throw RefusedException.surroundings(plugin.symbolicName()
                        + " of the same content still hangs in its start or stop; restart the broker");
            }
            checkAgain(bundle, plugin);
            Objects.requireNonNull(bundle.adapt(BundleStartLevel.class)).setStartLevel(startLevel());
            return plugin(bundle);
        } catch (BundleException e) {
            throw RefusedException.content("the framework does not install it: " + words(e));
        } catch (IOException e) {
            throw RefusedException.surroundings("its private copy cannot be read (" + e + ")");
        }
    }

    /** The framework reads manifests by a parser of its own; what counts is what that one saw. */
    @SuppressWarnings("JdkObsolete") // the framework's own type
    private static void checkAgain(Bundle bundle, PluginBundle plugin) throws RefusedException {
        List<String> violations = new ManifestLint(bundle.getHeaders("")::get).violations();
        if (!violations.isEmpty() || !plugin.symbolicName().equals(bundle.getSymbolicName())) {
            uninstall(bundle);
            throw RefusedException.content("its manifest reads differently to the framework: bundle "
                    + bundle.getSymbolicName() + "; " + String.join("; ", violations));
        }
    }

    private int startLevel() {
        return Math.max(
                1,
                Objects.requireNonNull(context.getBundle().adapt(BundleStartLevel.class))
                        .getStartLevel());
    }

    @Override
    public void resolve(List<InstalledPlugin> plugins) throws RefusedException {
        List<Bundle> bundles = bundles(plugins);
        if (wiring.resolveBundles(bundles)) {
            return;
        }
        OsgiWords words = new OsgiWords(wiring);
        List<String> reasons = new ArrayList<>();
        for (Bundle bundle : bundles) {
            words.unresolved(bundle).forEach(reason -> reasons.add(bundle.getSymbolicName() + ": " + reason));
        }
        throw RefusedException.surroundings("it cannot be wired: "
                + (reasons.isEmpty()
                        ? "each of its requirements is provided, but not all in one consistent way"
                        : String.join("; ", reasons)));
    }

    @Override
    public void start(InstalledPlugin plugin) throws RefusedException {
        Bundle bundle = bundle(plugin);
        try {
            // Transient: after a restart it is this engine that starts plugins, not the framework by its cache.
            bounded.run(
                    FolderWatch.THREAD + "-start-" + plugin.symbolicName(),
                    () -> bundle.start(Bundle.START_TRANSIENT),
                    () -> uninstall(bundle));
        } catch (ExecutionException e) {
            throw RefusedException.surroundings(plugin + " does not start: " + words(e));
        } catch (TimeoutException e) {
            throw RefusedException.content(plugin + " does not start: " + e.getMessage()
                    + "; if the machine was too busy for it, raise plugins.start_timeout and start the broker again");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public Health settle(InstalledPlugin plugin, Set<String> wanted) throws RefusedException {
        long deadline = System.nanoTime() + (wanted.isEmpty() ? FIRST_INSTALL : limit).toNanos();
        Health health = health(plugin);
        while (!settled(health, wanted) && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException ignored) {
                throw interrupted();
            }
            health = health(plugin);
        }
        return health;
    }

    private static boolean settled(Health health, Set<String> wanted) {
        return !health.failures().isEmpty() || (health.missing().isEmpty() && health.offers(wanted));
    }

    private static RefusedException interrupted() {
        Thread.currentThread().interrupt();
        return RefusedException.surroundings("the broker is stopping");
    }

    @Override
    public Health health(InstalledPlugin plugin) {
        return components.health(bundle(plugin));
    }

    @Override
    public List<String> dependents(Collection<InstalledPlugin> plugins) {
        List<Bundle> going = bundles(plugins);
        return wiring.getDependencyClosure(going).stream()
                .filter(bundle -> !going.contains(bundle))
                .map(bundle -> bundle.getSymbolicName() + (isPlugin(bundle) ? "" : " (part of the broker)"))
                .sorted()
                .toList();
    }

    @Override
    public List<String> remove(Collection<InstalledPlugin> plugins) {
        background.yieldToMessages();
        List<String> problems = new ArrayList<>();
        List<Bundle> gone = new ArrayList<>();
        for (InstalledPlugin plugin : plugins) {
            Bundle bundle = context.getBundle(plugin.id());
            if (bundle != null && remove(plugin, bundle, problems)) {
                gone.add(bundle);
            }
        }
        if (!gone.isEmpty()) {
            refresh(gone, problems);
        }
        return problems;
    }

    private boolean remove(InstalledPlugin plugin, Bundle bundle, List<String> problems) {
        if (bundle.getState() == Bundle.STARTING) {
            problems.add(
                    plugin + " hangs in its start; it is uninstalled as soon as that returns, at the latest when the"
                            + " broker ends");
            return false;
        }
        try {
            bounded.run(FolderWatch.THREAD + "-stop-" + plugin.symbolicName(), bundle::uninstall, () -> {});
            return true;
        } catch (ExecutionException e) {
            problems.add(plugin + " was not uninstalled cleanly: " + words(e));
        } catch (TimeoutException e) {
            problems.add(plugin + " does not stop: " + e.getMessage());
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            problems.add(plugin + " was not removed, because the broker is stopping");
        }
        return false;
    }

    /** Only what has been uninstalled: the closure has been checked before, so nobody else is touched. */
    private void refresh(List<Bundle> gone, List<String> problems) {
        CountDownLatch refreshed = new CountDownLatch(1);
        FrameworkListener listener = event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        };
        wiring.refreshBundles(gone, listener);
        try {
            if (!refreshed.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                problems.add("the framework did not let go of removed bundles within " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        } catch (BundleException | IllegalStateException e) {
            throw new IllegalStateException("bundle " + bundle + " cannot be uninstalled", e);
        }
    }

    private List<Bundle> bundles(Collection<InstalledPlugin> plugins) {
        return plugins.stream().map(this::bundle).toList();
    }

    private Bundle bundle(InstalledPlugin plugin) {
        return Objects.requireNonNull(context.getBundle(plugin.id()), () -> "bundle of " + plugin);
    }

    /** What was thrown and what caused it; the wrapper of the other thread says nothing. */
    private static String words(Throwable thrown) {
        StringBuilder words = new StringBuilder();
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (!(e instanceof ExecutionException)) {
                words.append(words.isEmpty() ? "" : ", caused by ").append(e);
            }
        }
        return words.toString();
    }
}
