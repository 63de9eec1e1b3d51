package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "nodes", description = "Lists the nodes, or tells everything about one.")
final class NodesCommand extends Group implements Callable<Integer> {
    @Parameters(paramLabel = "NODE", arity = "0..1", description = "Its name.")
    private @Nullable String node;

    @Override
    public Integer call() {
        return node == null
                ? list(
                        Call.get("nodes"),
                        Column.of(
                                "node",
                                "node_status=STATUS",
                                "version",
                                "uptime=UPTIME MS",
                                "connections",
                                "live_connections=CONNECTED"))
                : show(Call.get("nodes", node));
    }
}
