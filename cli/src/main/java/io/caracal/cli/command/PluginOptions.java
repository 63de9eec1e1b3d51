package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import picocli.CommandLine.Option;

/** How a plugin is changed. */
final class PluginOptions {
    @Option(names = "--dry-run", description = "Changes nothing, tells what would happen.")
    private boolean dryRun;

    @Option(
            names = "--take-over",
            description = "Also if a file in plugins/ brings it; that file is not used from then on.")
    private boolean takeOver;

    boolean dryRun() {
        return dryRun;
    }

    Call applyTo(Call call) {
        return call.query("dry_run", dryRun ? true : null).query("take_over", takeOver ? true : null);
    }
}
