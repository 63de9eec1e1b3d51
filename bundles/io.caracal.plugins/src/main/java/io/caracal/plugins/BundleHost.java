package io.caracal.plugins;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The framework as the engine needs it. Every call returns in bounded time, whatever a plugin's code does. Called by one thread.
 */
interface BundleHost {
    /** The running bundles that an engine has installed before, in the order of their ids. */
    List<InstalledPlugin> running();

    /** The symbolic names of the bundles that are no plugins. */
    Set<String> protectedNames();

    /**
     * Installs a bundle beside whatever is there; it is not resolved yet.
     *
     * @throws RefusedException if the framework does not take it, or sees more in it than its manifest showed
     */
    InstalledPlugin install(PluginBundle bundle) throws RefusedException;

    /**
     * Wires the bundles to what they import.
     *
     * @throws RefusedException naming each requirement that nothing fulfils
     */
    void resolve(List<InstalledPlugin> plugins) throws RefusedException;

    /**
     * Starts a bundle.
     *
     * @throws RefusedException if it throws or does not come back in time
     */
    void start(InstalledPlugin plugin) throws RefusedException;

    /**
     * Waits until a started bundle offers what is wanted and none of its components is on the way; in bounded time.
     *
     * @param wanted the service interfaces to wait for
     */
    Health settle(InstalledPlugin plugin, Set<String> wanted) throws RefusedException;

    /** How a started bundle is at this moment. */
    Health health(InstalledPlugin plugin);

    /** The bundles, besides these, that would be restarted if these went: their names, the protected ones marked. */
    List<String> dependents(Collection<InstalledPlugin> plugins);

    /**
     * Stops and uninstalls the bundles and lets go of their class loaders.
     *
     * @return what did not go as it should, in words; empty if all is well
     */
    List<String> remove(Collection<InstalledPlugin> plugins);
}
