package io.caracal.api.config;

import java.util.List;

/**
 * What a change did, or would do.
 *
 * @param revision of the configuration in force afterwards
 * @param applied false for a dry run
 * @param differences which effective values became different, sorted by path; empty if everything was so already
 * @param afterRestart which of them need a restart to take effect
 * @param warnings what the operator should know, in sentences; for example that a run-time change lost to the file
 */
public record ChangeOutcome(
        String revision,
        boolean applied,
        List<Difference> differences,
        List<String> afterRestart,
        List<String> warnings) {
    public ChangeOutcome {
        differences = List.copyOf(differences);
        afterRestart = List.copyOf(afterRestart);
        warnings = List.copyOf(warnings);
    }
}
