package io.caracal.plugins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings in the bundles of one unit, all or none. A bundle that replaces another is started beside it, and the old one goes only
 * when the new one offers everything that the old one does; until then, every way out leaves the old one as it was.
 */
final class Replacement {
    private final BundleHost host;
    private final Map<String, InstalledPlugin> installed;

    /** Makes a change durable. */
    @FunctionalInterface
    interface Commit {
        /** There is nothing to be kept. */
        Commit NONE = () -> {};

        /**
         * Does it.
         *
         * @throws RefusedException if it could not be; nothing of it will be seen later
         */
        void run() throws RefusedException;
    }

    /**
     * @param fresh the bundles that came in
     * @param replaced the bundles that went for them
     * @param health of the fresh ones, in their order
     * @param problems what the old ones left behind, in words
     */
    record Result(
            List<InstalledPlugin> fresh,
            Collection<InstalledPlugin> replaced,
            List<Health> health,
            List<String> problems) {}

    /**
     * @param installed what is there, by symbolic name
     */
    Replacement(BundleHost host, Map<String, InstalledPlugin> installed) {
        this.host = host;
        this.installed = installed;
    }

    /**
     * Brings them in.
     *
     * @param commit makes it durable; called when all of them serve and nothing of what they replace has gone yet
     */
    Result apply(List<PluginBundle> bundles, Commit commit) throws RefusedException {
        checkNotProtected(bundles);
        List<InstalledPlugin> old = replaced(bundles);
        checkFree(host, old);
        List<InstalledPlugin> fresh = new ArrayList<>();
        try {
            List<Health> health = bringUp(bundles, fresh);
            checkFree(host, old);
            commit.run();
            return new Result(fresh, old, health, host.remove(old));
        } catch (RefusedException e) {
            List<String> problems = new ArrayList<>(List.of(e.reason()));
            problems.addAll(host.remove(fresh));
            old.forEach(plugin -> problems.add(plugin + " stays as it is"));
            throw e.saying(String.join("; ", problems));
        } catch (RuntimeException e) {
            host.remove(fresh);
            throw e;
        }
    }

    /** Refuses what cannot be, without starting anything: installs, wires, and takes away again. */
    void trial(List<PluginBundle> bundles) throws RefusedException {
        checkNotProtected(bundles);
        checkFree(host, replaced(bundles));
        List<InstalledPlugin> fresh = new ArrayList<>();
        try {
            for (PluginBundle bundle : bundles) {
                fresh.add(host.install(bundle));
            }
            host.resolve(fresh);
        } finally {
            host.remove(fresh);
        }
    }

    private void checkNotProtected(List<PluginBundle> bundles) throws RefusedException {
        Set<String> taken = host.protectedNames();
        for (PluginBundle bundle : bundles) {
            if (taken.contains(bundle.symbolicName())) {
                throw RefusedException.content(
                        "the bundle " + bundle.symbolicName()
                                + " belongs to the broker itself and is not replaced while it runs; it changes with a new release");
            }
        }
    }

    private List<InstalledPlugin> replaced(List<PluginBundle> bundles) {
        return bundles.stream()
                .filter(bundle -> installed.containsKey(bundle.symbolicName()))
                .map(bundle -> installed.get(bundle.symbolicName()))
                .toList();
    }

    private List<Health> bringUp(List<PluginBundle> bundles, List<InstalledPlugin> fresh) throws RefusedException {
        for (PluginBundle bundle : bundles) {
            fresh.add(host.install(bundle));
        }
        host.resolve(fresh);
        for (InstalledPlugin plugin : fresh) {
            host.start(plugin);
        }
        List<Health> health = new ArrayList<>();
        for (InstalledPlugin plugin : fresh) {
            health.add(settled(plugin));
        }
        return health;
    }

    private Health settled(InstalledPlugin plugin) throws RefusedException {
        InstalledPlugin old = installed.get(plugin.symbolicName());
        Set<String> wanted = old == null ? Set.of() : host.health(old).services();
        Health health = host.settle(plugin, wanted);
        // Who is the first, or no worse than the one before, may come in and wait for better times.
        if (old != null
                && !health.objections().isEmpty()
                && host.health(old).objections().isEmpty()) {
            throw RefusedException.surroundings(plugin + " cannot serve: " + String.join("; ", health.objections()));
        }
        if (!health.failures().isEmpty()) {
            throw RefusedException.surroundings(String.join("; ", health.failures()));
        }
        if (!health.offers(wanted)) {
            Set<String> absent = new HashSet<>(wanted);
            absent.removeAll(health.services());
            throw RefusedException.surroundings(plugin + " does not offer " + String.join(", ", absent)
                    + " as the installed version does"
                    + (health.missing().isEmpty() ? "" : " (" + String.join("; ", health.missing()) + ")"));
        }
        return health;
    }

    /** Refuses to let bundles go to which others are wired. */
    static void checkFree(BundleHost host, Collection<InstalledPlugin> plugins) throws RefusedException {
        List<String> dependents = plugins.isEmpty() ? List.of() : host.dependents(plugins);
        if (!dependents.isEmpty()) {
            throw RefusedException.surroundings("to replace or remove "
                    + String.join(
                            ", ",
                            plugins.stream().map(InstalledPlugin::toString).toList())
                    + " would restart " + String.join(", ", dependents)
                    + ", wired to what it provides; bundles that need each other belong into one feature");
        }
    }
}
