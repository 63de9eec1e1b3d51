package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "Lists who changed what, the newest first.")
final class AuditCommand extends Group implements Callable<Integer> {
    @Option(names = "--actor", paramLabel = "WHO", description = "user:NAME, api_key:NAME, local, …")
    private @Nullable String actor;

    @Option(names = "--address", paramLabel = "IP", description = "Where from.")
    private @Nullable String address;

    @Option(names = "--operation", paramLabel = "NAME", description = "What, as it is listed.")
    private @Nullable String operation;

    @Option(names = "--success", arity = "1", paramLabel = "BOOL", description = "Whether it took effect.")
    private @Nullable Boolean success;

    @Option(names = "--since", paramLabel = "TIME", description = "Not before (2026-11-23T08:00:00Z).")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Not after.")
    private @Nullable String until;

    @Mixin
    private PageOptions pages = new PageOptions();

    @Override
    public Integer call() {
        return list(
                Call.get("audit")
                        .query("actor", actor)
                        .query("ip", address)
                        .query("operation", operation)
                        .query("success", success)
                        .query("gte_created_at", since)
                        .query("lte_created_at", until),
                pages,
                Column.of("created_at=TIME", "actor", "ip=ADDRESS", "operation", "target", "result"));
    }
}
