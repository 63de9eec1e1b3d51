package io.caracal.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Brings back at start what the journal says, and ends what a crash has cut off. */
final class KeptPlugins {
    private final Ownership ownership;
    private final PluginEngine engine;
    private final Staging staging;
    private final BundleReader reader;
    private final Journal journal;
    private final Consumer<PluginEvent> events;
    private boolean loaded;
    private boolean settled;

    KeptPlugins(
            Ownership ownership,
            PluginEngine engine,
            Staging staging,
            BundleReader reader,
            Journal journal,
            Consumer<PluginEvent> events) {
        this.ownership = ownership;
        this.engine = engine;
        this.staging = staging;
        this.reader = reader;
        this.journal = journal;
        this.events = events;
    }

    /** Makes the claims of the plugins that the service owns, once. */
    void load() {
        if (!loaded) {
            loaded = true;
            for (ManagedPlugin plugin : ownership.state().plugins().values()) {
                plugin.current().ifPresent(version -> ownership.set(plugin.name(), claim(plugin.name(), version)));
            }
        }
    }

    private Claim claim(String name, KeptVersion version) {
        Claim claim = new Claim("plugin=" + name + " actor=" + version.actor());
        try {
            claim.ask(version.unit(name, reader));
        } catch (RefusedException e) {
            claim.unreadable(e.reason());
            engine.refused(claim, e);
        }
        return claim;
    }

    /**
     * Ends the change that was under way when the process before this one ended, once. If it had happened already and the new
     * version does not come up, the version before comes back, as it would have without the crash.
     */
    void settle() throws IOException {
        if (settled) {
            return;
        }
        Optional<PendingChange> pending = ownership.state().pending();
        if (pending.isPresent()) {
            PendingChange change = pending.get();
            if (!change.committed()) {
                warn("The end of the process cut off this change, and nothing of it was done: " + change);
            } else if (!goBack(change)) {
                warn("The end of the process cut off this change, and it is done: " + change);
            }
            JournalState after = ownership.state().pending(Optional.empty());
            journal.write(after);
            ownership.set(after);
        }
        settled = true;
    }

    /** True if there was reason to, and it went well. */
    private boolean goBack(PendingChange change) throws IOException {
        String name = change.name();
        Optional<ManagedPlugin> plugin = ownership.state().plugin(name);
        boolean failed = ownership
                .managed(name)
                .filter(claim -> !claim.refusal().isEmpty())
                .isPresent();
        Optional<KeptVersion> previous = plugin.flatMap(ManagedPlugin::previous);
        if (!failed || previous.isEmpty()) {
            return false;
        }
        JournalState before = ownership.state();
        Optional<Claim> old = ownership.managed(name);
        JournalState after = before.with(new ManagedPlugin(name, previous, plugin.flatMap(ManagedPlugin::current)));
        Claim claim = claim(name, previous.get());
        ownership.set(after);
        ownership.set(name, claim);
        try {
            engine.change(Optional.of(claim), ownership.claims(), () -> write(after));
            warn(
                    "The end of the process cut off this change, its new version does not come up, and the version before is"
                            + " back: " + change);
            return true;
        } catch (RefusedException e) {
            ownership.set(before);
            old.ifPresent(found -> ownership.set(name, found));
            warn("plugin=" + name + " does not come up in the version before either: " + e.reason());
            return false;
        }
    }

    private void write(JournalState state) throws RefusedException {
        try {
            journal.write(state);
        } catch (IOException e) {
            throw RefusedException.surroundings("the way back cannot be recorded (" + e + ")", e);
        }
    }

    /** The private copies that the journal names. */
    Stream<Path> copies() {
        return ownership.state().plugins().values().stream()
                .flatMap(ManagedPlugin::versions)
                .flatMap(version -> version.bundles().stream())
                .map(bundle -> staging.jar(bundle.sha256()));
    }

    private void warn(String text) {
        events.accept(new PluginEvent.Warned("plugins", text));
    }
}
