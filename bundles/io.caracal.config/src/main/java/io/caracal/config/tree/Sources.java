package io.caracal.config.tree;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the configuration is read from.
 *
 * @param file the configuration file
 * @param environment all environment variables
 * @param assignments {@code key=value} of the command line
 */
public record Sources(Path file, Map<String, String> environment, List<String> assignments) {
    public Sources {
        environment = Map.copyOf(environment);
        assignments = List.copyOf(assignments);
    }
}
