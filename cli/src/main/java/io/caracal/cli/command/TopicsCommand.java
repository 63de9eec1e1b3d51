package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "topics", description = "Lists topic filters that anyone has subscribed to.")
final class TopicsCommand extends Group implements Callable<Integer> {
    @Option(names = "--topic", paramLabel = "FILTER", description = "Only this one.")
    private @Nullable String topic;

    @Mixin
    private PageOptions pages = new PageOptions();

    @Override
    public Integer call() {
        return list(Call.get("topics").query("topic", topic), pages, Column.of("topic", "node"));
    }
}
