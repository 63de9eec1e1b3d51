package io.caracal.plugins;

import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginInfo.ElementInfo;
import io.caracal.api.plugins.PluginPlan;
import io.caracal.api.plugins.PluginPlan.BundleStep;
import io.caracal.api.plugins.PluginPlan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a proposal would do. */
final class Planner {
    private final Ownership ownership;
    private final PluginEngine engine;
    private final BundleHost host;
    private final BundleInspection inspection;

    Planner(Ownership ownership, PluginEngine engine, BundleHost host, BundleInspection inspection) {
        this.ownership = ownership;
        this.engine = engine;
        this.host = host;
        this.inspection = inspection;
    }

    /**
     * Says it.
     *
     * @param trial whether to find out, too, if the bundles would be wired
     */
    PluginPlan plan(Proposal proposal, boolean trial) {
        List<Claim> after = ownership.claims(proposal);
        Selection selection = new Selection(after);
        List<PluginBundle> fresh =
                proposal.unit().map(unit -> engine.fresh(unit, selection)).orElse(List.of());
        List<InstalledPlugin> leaving = engine.leaving(fresh, after);
        List<String> restarted = leaving.isEmpty() ? List.of() : host.dependents(leaving);
        List<String> refusals = new ArrayList<>(
                proposal.obstacles().stream().map(PluginException::reason).toList());
        if (!restarted.isEmpty()) {
            refusals.add(restart(leaving, restarted));
        }
        if (trial && refusals.isEmpty()) {
            proposal.unit().flatMap(unit -> objection(unit, after)).ifPresent(refusals::add);
        }
        return new PluginPlan(
                proposal.name(),
                proposal.from(),
                proposal.to(),
                steps(proposal, selection),
                restarted,
                elements(leaving),
                warnings(proposal, selection),
                refusals);
    }

    private static String restart(List<InstalledPlugin> leaving, List<String> restarted) {
        return "to replace or remove "
                + String.join(
                        ", ", leaving.stream().map(InstalledPlugin::toString).toList())
                + " would restart " + String.join(", ", restarted) + ", wired to what it provides";
    }

    private Optional<String> objection(PluginUnit unit, List<Claim> after) {
        try {
            engine.trial(unit, after);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.reason());
        }
    }

    private List<BundleStep> steps(Proposal proposal, Selection selection) {
        List<BundleStep> steps = new ArrayList<>();
        List<PluginBundle> wanted = proposal.unit().map(PluginUnit::bundles).orElse(List.of());
        for (PluginBundle bundle : wanted) {
            steps.add(step(bundle, selection));
        }
        for (PluginBundle bundle : proposal.before().map(PluginUnit::bundles).orElse(List.of())) {
            if (wanted.stream().noneMatch(other -> other.symbolicName().equals(bundle.symbolicName()))) {
                steps.add(gone(bundle, selection));
            }
        }
        return steps;
    }

    private BundleStep step(PluginBundle bundle, Selection selection) {
        String name = bundle.symbolicName();
        Optional<InstalledPlugin> present = engine.installed(name);
        String from = present.map(plugin -> plugin.version().toString()).orElse("");
        if (!selection.wants(bundle)) {
            String winner = selection
                    .preferredTo(bundle)
                    .map(other -> other.version().toString())
                    .orElse(from);
            return new BundleStep(name, Step.SHADOWED, from, winner);
        }
        Step step = present.isEmpty() ? Step.INSTALL : present.get().is(bundle) ? Step.KEEP : Step.REPLACE;
        return new BundleStep(name, step, from, bundle.version().toString());
    }

    private BundleStep gone(PluginBundle bundle, Selection selection) {
        String name = bundle.symbolicName();
        String from = engine.installed(name)
                .map(plugin -> plugin.version().toString())
                .orElse("");
        return selection.wantsName(name)
                ? new BundleStep(name, Step.SHARED, from, from)
                : new BundleStep(name, Step.REMOVE, from, "");
    }

    private List<String> elements(List<InstalledPlugin> leaving) {
        return leaving.stream()
                .flatMap(plugin -> inspection.see(plugin).elements().stream())
                .map(ElementInfo::path)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> warnings(Proposal proposal, Selection selection) {
        List<String> warnings = new ArrayList<>(proposal.notes());
        for (PluginBundle bundle : proposal.unit().map(PluginUnit::bundles).orElse(List.of())) {
            bundle.warnings().forEach(text -> warnings.add(bundle.symbolicName() + ": " + text));
            selection
                    .preferredTo(bundle)
                    .ifPresent(winner -> warnings.add("its " + bundle.symbolicName() + " " + bundle.version()
                            + " is not used, because another plugin brings " + winner.version()));
        }
        return warnings;
    }
}
