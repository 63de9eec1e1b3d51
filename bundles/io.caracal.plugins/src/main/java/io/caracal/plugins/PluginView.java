package io.caracal.plugins;

import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginInfo.BundleInfo;
import io.caracal.api.plugins.PluginInfo.ElementInfo;
import io.caracal.api.plugins.PluginInfo.State;
import io.caracal.plugins.PluginEntry.EntryBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an administrator sees of a plugin: what was noted of it, and how its bundles are at this moment. */
final class PluginView {
    private final BundleInspection inspection;

    PluginView(BundleInspection inspection) {
        this.inspection = inspection;
    }

    PluginInfo of(PluginEntry entry) {
        List<BundleInfo> bundles = new ArrayList<>();
        List<ElementInfo> elements = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (EntryBundle bundle : entry.bundles()) {
            BundleInspection.Seen seen = bundle.installed().map(inspection::see).orElse(BundleInspection.Seen.NOTHING);
            bundles.add(info(bundle, seen));
            elements.addAll(seen.elements());
            complaints.addAll(seen.complaints());
            if (entry.present() && !seen.state().equals("ACTIVE")) {
                complaints.add(bundle.symbolicName() + " is " + seen.state());
            }
        }
        State state = state(entry, complaints);
        return new PluginInfo(
                entry.name(),
                entry.kind(),
                entry.owner(),
                entry.file(),
                state,
                reason(entry, state, complaints),
                entry.version(),
                entry.previous(),
                entry.versions(),
                bundles,
                elements);
    }

    private static State state(PluginEntry entry, List<String> complaints) {
        if (entry.heldBack()) {
            return State.HELD_BACK;
        }
        if (!entry.present()) {
            return State.REFUSED;
        }
        return complaints.isEmpty() ? State.RUNNING : State.DEGRADED;
    }

    private static String reason(PluginEntry entry, State state, List<String> complaints) {
        List<String> reasons = new ArrayList<>();
        if (state == State.HELD_BACK) {
            reasons.add("it was removed at run time, though plugins/" + entry.file() + " brings it");
        }
        reasons.addAll(complaints);
        if (!entry.refusal().isEmpty()) {
            reasons.add((entry.present() ? "what is asked for now was refused: " : "") + entry.refusal());
        }
        return String.join("; ", reasons);
    }

    private static BundleInfo info(EntryBundle bundle, BundleInspection.Seen seen) {
        Optional<InstalledPlugin> installed = bundle.installed();
        return new BundleInfo(
                bundle.symbolicName(),
                installed.map(plugin -> plugin.version().toString()).orElse(bundle.version()),
                installed.map(InstalledPlugin::id).orElse(-1L),
                seen.state(),
                installed.map(InstalledPlugin::sha).orElse(bundle.sha256()),
                seen.components(),
                seen.types(),
                bundle.sharedWith());
    }
}
