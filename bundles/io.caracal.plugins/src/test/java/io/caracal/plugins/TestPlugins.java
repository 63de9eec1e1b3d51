package io.caracal.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The whole of it under a folder of the test, to be refined and then made. */
final class TestPlugins {
    static final JarLimits LIMITS = new JarLimits(4 << 20, 64 << 20, 1000);
    static final String UPLOADER = "kay";

    private final Path home;
    private final RunningFramework framework;
    private FileLayer files = new OsFileLayer();
    private SignatureRule signatures = SignatureRule.NONE;
    private Uploads.UploadRules uploads = new Uploads.UploadRules(true, Set.of(UPLOADER), 8 << 20, 16 << 20);
    private Consumer<PluginEvent> events = _ -> {};

    TestPlugins(Path home, RunningFramework framework) {
        this.home = home;
        this.framework = framework;
    }

    TestPlugins events(Consumer<PluginEvent> consumer) {
        events = consumer;
        return this;
    }

    TestPlugins log(List<String> lines) {
        return events(event -> lines.add(event.text()));
    }

    TestPlugins files(FileLayer layer) {
        files = layer;
        return this;
    }

    TestPlugins signatures(SignatureRule rule) {
        signatures = rule;
        return this;
    }

    TestPlugins uploads(Uploads.UploadRules rules) {
        uploads = rules;
        return this;
    }

    static Path watched(Path home) {
        return home.resolve("plugins");
    }

    static Path data(Path home) {
        return home.resolve("data");
    }

    Assembly make() throws IOException {
        return new Assembly(
                new Places(watched(home), home.resolve("repository"), home.resolve("features"), data(home)),
                new OsgiBundleHost(framework.context(), framework.components(), Duration.ofSeconds(1)),
                new OsgiInspection(framework.context(), framework.components()),
                files,
                LIMITS,
                signatures,
                uploads,
                InstantSource.system(),
                events);
    }
}
