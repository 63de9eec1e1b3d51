package io.caracal.api.plugins;

import java.util.List;

/**
 * What a change does, or would do.
 *
 * @param name of the plugin
 * @param from the version that runs before; empty if none
 * @param to the version that runs after; empty if none
 * @param bundles step by step, for each bundle of either version
 * @param restarted bundles that had to be refreshed because they are wired to one that goes, those of the broker marked; a change
 *     for which this is not empty is refused
 * @param elements the paths of configuration elements that are served by another bundle afterwards, or by none
 * @param warnings what is allowed and still worth knowing
 * @param refusals why the change is refused, each with what to do; empty if it is not
 */
public record PluginPlan(
        String name,
        String from,
        String to,
        List<BundleStep> bundles,
        List<String> restarted,
        List<String> elements,
        List<String> warnings,
        List<String> refusals) {

    /** Copies the lists. */
    public PluginPlan {
        bundles = List.copyOf(bundles);
        restarted = List.copyOf(restarted);
        elements = List.copyOf(elements);
        warnings = List.copyOf(warnings);
        refusals = List.copyOf(refusals);
    }

    /**
     * One bundle.
     *
     * @param from the version before; empty if none
     * @param to the version after; empty if none
     */
    public record BundleStep(String symbolicName, Step step, String from, String to) {}

    /** What becomes of a bundle. */
    public enum Step {
        INSTALL,
        REPLACE,
        REMOVE,
        /** It is there already, in this version and content. */
        KEEP,
        /** It stays although this plugin no longer asks for it, because another plugin does. */
        SHARED,
        /** Another plugin asks for a higher version of it, which stays. */
        SHADOWED
    }
}
