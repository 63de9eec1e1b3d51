package io.caracal.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the operator asked for. */
sealed interface Command {
    /** Start the broker and stay with it. */
    record Run(LaunchOptions options) implements Command {}

    /** Validate the configuration as a start would, and start nothing. */
    record CheckConfiguration(LaunchOptions options) implements Command {}

    /** End the broker that runs on the folder and wait for its end. */
    record Stop(Path data, Duration timeout) implements Command {}

    record Version() implements Command {}

    /**
     * What a start needs to know.
     *
     * @param home the unpacked distribution
     * @param config the configuration file
     * @param data the data folder
     * @param settings {@code key=value} each, in the order given; they win over file and environment
     */
    record LaunchOptions(Path home, Path config, Path data, List<String> settings) {}
}
