package io.caracal.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes what is installed equal to what the files ask for. It compares whole states, not events: whatever order files came, changed
 * or went in, the next call ends at the same result.
 */
final class PluginEngine {
    private final BundleHost host;
    private final Consumer<PluginEvent> events;
    private final Map<String, InstalledPlugin> installed = new HashMap<>();
    private final Map<Long, String> stuck = new HashMap<>();

    PluginEngine(BundleHost host, Consumer<PluginEvent> events) {
        this.host = host;
        this.events = events;
        adopt();
    }

    /** Takes over what an engine before this one has left running; of two builds of one bundle the younger. */
    private void adopt() {
        List<InstalledPlugin> surplus = new ArrayList<>();
        for (InstalledPlugin plugin : host.running()) {
            InstalledPlugin older = installed.put(plugin.symbolicName(), plugin);
            if (older != null) {
                surplus.add(older);
            }
        }
        warn(host.remove(surplus));
    }

    /** Installs, replaces and removes until nothing more can be done. */
    void reconcile(Collection<TrackedFile> files) {
        do {
            serveAll(files);
        } while (removeUnwanted(files));
        reportShadowed(files);
    }

    private void serveAll(Collection<TrackedFile> files) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (TrackedFile file : files) {
                changed |= serve(file, files);
            }
        }
    }

    private boolean serve(TrackedFile file, Collection<TrackedFile> files) {
        Optional<PluginUnit> wish = file.wish();
        if (wish.isEmpty()) {
            return false;
        }
        Selection selection = new Selection(files);
        List<PluginBundle> fresh = wish.get().bundles().stream()
                .filter(bundle -> selection.preferredTo(bundle).isEmpty() && !present(bundle))
                .toList();
        if (fresh.isEmpty()) {
            file.accept();
            return false;
        }
        try {
            commit(file, fresh, new Replacement(host, installed).apply(fresh));
            file.accept();
            files.forEach(TrackedFile::retry);
        } catch (RefusedException e) {
            file.refuse(e.remedy() == RefusedException.Remedy.SURROUNDINGS);
            refused(file, e);
        }
        return true;
    }

    private boolean present(PluginBundle bundle) {
        InstalledPlugin plugin = installed.get(bundle.symbolicName());
        return plugin != null && plugin.is(bundle);
    }

    private void commit(TrackedFile file, List<PluginBundle> bundles, Replacement.Result result) {
        for (int i = 0; i < bundles.size(); i++) {
            InstalledPlugin plugin = result.fresh().get(i);
            Health health = result.health().get(i);
            InstalledPlugin old = installed.put(plugin.symbolicName(), plugin);
            events.accept(
                    old == null
                            ? new PluginEvent.Installed(plugin, file.name(), health.services())
                            : new PluginEvent.Updated(plugin, old, file.name()));
            bundles.get(i).warnings().forEach(text -> warn("plugin=" + plugin.symbolicName() + ": " + text));
            health.objections()
                    .forEach(text ->
                            warn("plugin=" + plugin.symbolicName() + " is installed, but cannot serve: " + text));
            health.missing().forEach(text -> warn("plugin=" + plugin.symbolicName() + " is installed, but " + text));
        }
        warn(result.problems());
    }

    /** True if something went, so that what was refused before may find its place now. */
    private boolean removeUnwanted(Collection<TrackedFile> files) {
        Selection selection = new Selection(files);
        List<InstalledPlugin> unwanted = installed.values().stream()
                .filter(plugin -> !selection.wants(plugin))
                .toList();
        List<InstalledPlugin> free = free(unwanted)
                ? unwanted
                : unwanted.stream().filter(plugin -> free(List.of(plugin))).toList();
        List<String> problems = host.remove(free);
        for (InstalledPlugin plugin : free) {
            installed.remove(plugin.symbolicName());
            events.accept(new PluginEvent.Removed(plugin));
        }
        warn(problems);
        if (!free.isEmpty()) {
            files.forEach(TrackedFile::retry);
        }
        return !free.isEmpty();
    }

    private boolean free(List<InstalledPlugin> plugins) {
        try {
            Replacement.checkFree(host, plugins);
            return true;
        } catch (RefusedException e) {
            if (plugins.size() == 1
                    && !e.reason().equals(stuck.put(plugins.getFirst().id(), e.reason()))) {
                warn("plugin=" + plugins.getFirst().symbolicName() + " is not removed: " + e.reason());
            }
            return false;
        }
    }

    private void reportShadowed(Collection<TrackedFile> files) {
        Selection selection = new Selection(files);
        for (TrackedFile file : files) {
            for (PluginBundle bundle : file.wish().map(PluginUnit::bundles).orElse(List.of())) {
                selection.preferredTo(bundle).ifPresent(winner -> {
                    String text = "file=" + file.name() + ": its " + bundle.symbolicName() + " " + bundle.version()
                            + " is not used, because " + fileName(winner.source()) + " brings " + winner.version();
                    if (file.news(text)) {
                        warn(text);
                    }
                });
            }
        }
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Says once for each content why a file is not taken up. */
    void refused(TrackedFile file, RefusedException why) {
        if (file.news(why.reason())) {
            events.accept(new PluginEvent.Refused(file.name(), why.reason()));
        }
    }

    private void warn(List<String> problems) {
        problems.forEach(this::warn);
    }

    private void warn(String text) {
        events.accept(new PluginEvent.Warned("plugins", text));
    }
}
