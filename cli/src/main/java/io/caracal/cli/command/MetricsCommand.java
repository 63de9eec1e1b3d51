package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "metrics", description = "Prints the counters since the start: packets, messages, bytes, …")
final class MetricsCommand extends Group implements Callable<Integer> {
    @Option(names = "--node", paramLabel = "NODE", description = "Those of one node; else all together.")
    private @Nullable String node;

    @Override
    public Integer call() {
        return show(node == null ? Call.get("metrics").query("aggregate", true) : Call.get("nodes", node, "metrics"));
    }
}
