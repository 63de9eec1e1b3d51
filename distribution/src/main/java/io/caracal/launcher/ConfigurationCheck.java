package io.caracal.launcher;

import io.caracal.launcher.Command.LaunchOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Validates the configuration with the very bundle that does it at start, and opens nothing. It takes no lock and leaves the data
 * folder alone, so the file of a broker that runs can be checked before its next start.
 */
final class ConfigurationCheck {
    private static final int CONFIGURATION_LEVEL = 10;
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private ConfigurationCheck() {}

    static int run(LaunchOptions options) throws LaunchException, InterruptedException, IOException {
        Path scratch = Files.createTempDirectory("caracal-check");
        try {
            Path logging = scratch.resolve("logback.xml");
            try (InputStream quiet = ConfigurationCheck.class.getResourceAsStream("check-logback.xml")) {
                Files.copy(Objects.requireNonNull(quiet, "check-logback.xml"), logging);
            }
            check(options, scratch, logging);
            return ExitCode.OK.number();
        } finally {
            delete(scratch);
        }
    }

    private static void check(LaunchOptions options, Path scratch, Path logging)
            throws LaunchException, InterruptedException {
        BrokerFramework framework =
                new BrokerFramework(FrameworkProperties.of(options, scratch.resolve("framework"), logging, true));
        try {
            Reports reports = new Boot(framework).upTo(CONFIGURATION_LEVEL, options.home());
            if (!reports.checkPassed()) {
                throw new LaunchException(
                        ExitCode.UNEXPECTED, "The configuration was not validated, and no bundle said why.");
            }
        } finally {
            framework.stop(STOP_BOUND);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> walk = Files.walk(folder)) {
            deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
