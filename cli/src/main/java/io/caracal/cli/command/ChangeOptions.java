package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Under what conditions the configuration changes. */
final class ChangeOptions {
    @Option(names = "--dry-run", description = "Only checks, and shows what would change.")
    private boolean dryRun;

    @Option(
            names = "--if-revision",
            paramLabel = "REVISION",
            description = "Only if nobody has changed anything since 'config get --revision' said this.")
    private @Nullable String revision;

    Call applyTo(Call call) {
        return call.query("dry_run", dryRun ? true : null).header("If-Match", revision);
    }
}
