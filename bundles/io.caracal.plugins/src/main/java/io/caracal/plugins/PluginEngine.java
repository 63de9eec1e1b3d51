package io.caracal.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes what is installed equal to what is claimed. It compares whole states, not events: whatever order claims came, changed or
 * went in, the next call ends at the same result.
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
    void reconcile(Collection<? extends Claim> claims) {
        do {
            serveAll(claims);
        } while (removeUnwanted(claims));
        reportShadowed(claims);
    }

    private void serveAll(Collection<? extends Claim> claims) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Claim claim : claims) {
                changed |= serve(claim, claims);
            }
        }
    }

    private boolean serve(Claim claim, Collection<? extends Claim> claims) {
        Optional<PluginUnit> wish = claim.wish();
        if (wish.isEmpty()) {
            return false;
        }
        List<PluginBundle> fresh = fresh(wish.get(), new Selection(claims));
        if (fresh.isEmpty()) {
            claim.accept();
            return false;
        }
        try {
            commit(claim, fresh, new Replacement(host, installed).apply(fresh, Replacement.Commit.NONE));
            claim.accept();
            claims.forEach(Claim::retry);
        } catch (RefusedException e) {
            claim.refuse(e.remedy() == RefusedException.Remedy.SURROUNDINGS, e.reason());
            refused(claim, e);
        }
        return true;
    }

    /** What of a unit is to be installed. */
    List<PluginBundle> fresh(PluginUnit unit, Selection selection) {
        return unit.bundles().stream()
                .filter(bundle -> selection.wants(bundle) && !present(bundle))
                .toList();
    }

    /** What is installed and no longer wanted, nor replaced. */
    List<InstalledPlugin> going(Collection<? extends Claim> claims) {
        Selection selection = new Selection(claims);
        return installed.values().stream()
                .filter(plugin -> !selection.wantsName(plugin.symbolicName()))
                .toList();
    }

    /** What leaves for these: what they replace, and what nobody wants any more. */
    List<InstalledPlugin> leaving(List<PluginBundle> fresh, Collection<? extends Claim> claims) {
        return Stream.concat(
                        going(claims).stream(),
                        fresh.stream().flatMap(bundle -> installed(bundle.symbolicName()).stream()))
                .toList();
    }

    Optional<InstalledPlugin> installed(String symbolicName) {
        return Optional.ofNullable(installed.get(symbolicName));
    }

    /** Whether the unit fits, without starting anything of it. */
    void trial(PluginUnit unit, Collection<? extends Claim> claims) throws RefusedException {
        new Replacement(host, installed).trial(fresh(unit, new Selection(claims)));
    }

    /**
     * Makes one change that somebody waits for, then brings all else in line with it.
     *
     * @param claim whose wish is new; empty if one goes
     * @param claims all that hold after the change
     * @param commit makes the change durable; called once what comes serves and before anything goes
     * @throws RefusedException with the reason; everything is as it was then
     */
    void change(Optional<? extends Claim> claim, Collection<? extends Claim> claims, Replacement.Commit commit)
            throws RefusedException {
        List<PluginBundle> fresh = claim.flatMap(Claim::wish)
                .map(unit -> fresh(unit, new Selection(claims)))
                .orElse(List.of());
        Replacement.checkFree(host, leaving(fresh, claims));
        if (fresh.isEmpty()) {
            commit.run();
        } else {
            commit(claim.orElseThrow(), fresh, new Replacement(host, installed).apply(fresh, commit));
        }
        claim.ifPresent(Claim::accept);
        claims.forEach(Claim::retry);
        reconcile(claims);
    }

    private boolean present(PluginBundle bundle) {
        InstalledPlugin plugin = installed.get(bundle.symbolicName());
        return plugin != null && plugin.is(bundle);
    }

    private void commit(Claim claim, List<PluginBundle> bundles, Replacement.Result result) {
        for (int i = 0; i < bundles.size(); i++) {
            InstalledPlugin plugin = result.fresh().get(i);
            Health health = result.health().get(i);
            InstalledPlugin old = installed.put(plugin.symbolicName(), plugin);
            events.accept(
                    old == null
                            ? new PluginEvent.Installed(plugin, claim.origin(), health.services())
                            : new PluginEvent.Updated(plugin, old, claim.origin()));
            bundles.get(i).warnings().forEach(text -> warn("plugin=" + plugin.symbolicName() + ": " + text));
            health.objections()
                    .forEach(text ->
                            warn("plugin=" + plugin.symbolicName() + " is installed, but cannot serve: " + text));
            health.missing().forEach(text -> warn("plugin=" + plugin.symbolicName() + " is installed, but " + text));
        }
        warn(result.problems());
    }

    /** True if something went, so that what was refused before may find its place now. */
    private boolean removeUnwanted(Collection<? extends Claim> claims) {
        Selection selection = new Selection(claims);
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
            claims.forEach(Claim::retry);
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

    private void reportShadowed(Collection<? extends Claim> claims) {
        Selection selection = new Selection(claims);
        for (Claim claim : claims) {
            for (PluginBundle bundle : claim.wish().map(PluginUnit::bundles).orElse(List.of())) {
                selection.preferredTo(bundle).ifPresent(winner -> {
                    String text = claim.origin() + ": its " + bundle.symbolicName() + " " + bundle.version()
                            + " is not used, because " + fileName(winner.source()) + " brings " + winner.version();
                    if (claim.news(text)) {
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
    void refused(Claim claim, RefusedException why) {
        if (claim.news(why.reason())) {
            events.accept(new PluginEvent.Refused(claim.origin(), why.reason()));
        }
    }

    private void warn(List<String> problems) {
        problems.forEach(this::warn);
    }

    private void warn(String text) {
        events.accept(new PluginEvent.Warned("plugins", text));
    }
}
