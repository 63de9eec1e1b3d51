package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import picocli.CommandLine.Option;

/** To look before one leaps. */
final class DryRunOption {
    @Option(names = "--dry-run", description = "Changes nothing, tells what would happen.")
    private boolean dryRun;

    boolean isOn() {
        return dryRun;
    }

    Call applyTo(Call call) {
        return call.query("dry_run", dryRun ? true : null);
    }
}
