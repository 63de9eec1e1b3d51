package io.caracal.plugins;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.bundle.CollisionHook;

/**
 * Lets two builds of one version of a plugin be installed side by side for as long as an update takes. For all other bundles the
 * framework goes on refusing a second one of the same name and version.
 */
final class OsgiSideBySide implements CollisionHook {
    private final Bundle installer;

    OsgiSideBySide(Bundle installer) {
        this.installer = installer;
    }

    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> candidates) {
        if (operation == INSTALLING && target.equals(installer)) {
            candidates.removeIf(OsgiBundleHost::isPlugin);
        }
    }
}
