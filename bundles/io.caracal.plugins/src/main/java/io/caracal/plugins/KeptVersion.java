package io.caracal.plugins;

import io.caracal.api.plugins.PluginInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A version of a plugin as the journal knows it: enough to make it of the private copies again.
 *
 * @param from where it was taken from, for people
 * @param actor who brought it
 */
record KeptVersion(
        PluginInfo.Kind kind, String version, String from, String actor, Instant since, List<KeptBundle> bundles) {

    /**
     * One of its bundles.
     *
     * @param sha256 of the private copy, which is also its name
     * @param coordinates by which it was named; empty if it was not
     */
    record KeptBundle(String symbolicName, String version, String sha256, String coordinates, Provenance provenance) {}

    static KeptVersion of(PluginUnit unit, Provenance provenance, String actor, Instant since) {
        return new KeptVersion(
                unit.kind(),
                unit.version(),
                unit.from(),
                actor,
                since,
                unit.bundles().stream()
                        .map(bundle -> new KeptBundle(
                                bundle.symbolicName(),
                                bundle.version().toString(),
                                bundle.sha(),
                                bundle.coordinates(),
                                provenance))
                        .toList());
    }

    /** Reads the copies again, and everything about them that can be checked. */
    PluginUnit unit(String name, BundleReader reader) throws RefusedException {
        List<PluginBundle> found = new ArrayList<>();
        for (KeptBundle bundle : bundles) {
            found.add(reader.readCopy(bundle.sha256(), bundle.coordinates(), bundle.provenance()));
        }
        return new PluginUnit(name, kind, version, from, List.copyOf(found));
    }
}
