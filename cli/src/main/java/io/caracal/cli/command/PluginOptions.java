package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a plugin is changed. */
final class PluginOptions {
    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Option(
            names = "--take-over",
            description = "Also if a file in plugins/ brings it; that file is not used from then on.")
    private boolean takeOver;

    boolean isDryRun() {
        return dryRun.isOn();
    }

    Call applyTo(Call call) {
        return dryRun.applyTo(call).query("take_over", takeOver ? true : null);
    }
}
