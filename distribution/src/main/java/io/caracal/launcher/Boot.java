package io.caracal.launcher;

import java.nio.file.Path;
import java.util.List;

/** Brings the bundles of the boot feature up, the same way for a start and for a check of the configuration. */
final class Boot {
    private static final String FEATURE = "io.caracal.broker.json";

    private final BrokerFramework framework;
    private final Reports reports;

    Boot(BrokerFramework framework) {
        this.framework = framework;
        this.reports = new Reports(framework.context());
    }

    /**
     * Goes up to this start level and ends at the first level where something is wrong, so that nothing above it was started.
     *
     * @param home the unpacked distribution
     * @throws LaunchException with what a bundle reported, or naming the bundles that did not start
     */
    Reports upTo(int highest, Path home) throws LaunchException, InterruptedException {
        framework.install(
                FeatureReader.read(home.resolve("features", FEATURE)), new Repository(home.resolve("repository")));
        List<Integer> levels =
                framework.levels().stream().filter(level -> level <= highest).toList();
        for (int level : levels) {
            framework.startLevel(level);
            reports.check();
        }
        List<String> failed = new ComponentStates(framework.context()).failed();
        if (!failed.isEmpty()) {
            throw new LaunchException(ExitCode.UNEXPECTED, String.join("\n", failed) + "\nThe log has the cause.");
        }
        return reports;
    }
}
