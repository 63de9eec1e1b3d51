package io.caracal.plugins;

import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Puts the parts together. */
final class Assembly {
    private final PluginSet plugins;
    private final ChangeQueue changes;

    /**
     * Puts them together and reads the journal.
     *
     * @throws IOException if the journal cannot be read
     */
    Assembly(
            Places places,
            BundleHost host,
            BundleInspection inspection,
            FileLayer files,
            JarLimits limits,
            SignatureRule signatures,
            Uploads.UploadRules uploadRules,
            InstantSource clock,
            Consumer<PluginEvent> events)
            throws IOException {
        Staging staging = new Staging(places.data(), files);
        BundleReader bundles = new BundleReader(staging, limits, signatures);
        UnitReader units = new UnitReader(places.repository(), bundles);
        Uploads uploads = new Uploads(places.data().resolve("uploads"), uploadRules, System::nanoTime);
        uploads.clear();
        FeatureFolder features = new FeatureFolder(places.features());
        Journal journal = new Journal(places.data(), files);
        PluginEngine engine = new PluginEngine(host, events);
        PluginFolder folder = new PluginFolder(places.watched(), units, engine::refused);
        Ownership ownership = new Ownership(folder, journal.read());
        SourceReader sources = new SourceReader(places.repository(), features, units, bundles, uploads);
        plugins = new PluginSet(
                folder,
                engine,
                staging,
                journal,
                ownership,
                new Proposals(ownership, sources, clock),
                new Planner(ownership, engine, host, inspection),
                new KeptPlugins(ownership, engine, staging, bundles, journal, events),
                events);
        changes = new ChangeQueue(plugins, new PluginView(inspection), features, uploads);
    }

    PluginSet plugins() {
        return plugins;
    }

    ChangeQueue changes() {
        return changes;
    }
}
