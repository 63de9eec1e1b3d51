package io.caracal.plugins;

import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginInfo.PresentVersion;
import java.util.List;
import java.util.Optional;

/**
 * A plugin as it was after the last look or change: all about it that does not have to be asked of the framework.
 *
 * @param refusal why what is asked for was not taken up; empty if it was
 * @param present whether a version of it is installed
 * @param heldBack whether it was removed though a file brings it
 */
record PluginEntry(
        String name,
        PluginInfo.Kind kind,
        PluginInfo.Owner owner,
        String file,
        String refusal,
        boolean present,
        boolean heldBack,
        String version,
        String previous,
        List<PresentVersion> versions,
        List<EntryBundle> bundles) {

    /**
     * One of its bundles.
     *
     * @param installed what runs under this name, perhaps in another version that another plugin brings
     * @param sharedWith the names of other plugins that ask for it
     */
    record EntryBundle(
            String symbolicName,
            String version,
            String sha256,
            Optional<InstalledPlugin> installed,
            List<String> sharedWith) {}
}
