package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "retained", description = "Retained messages.")
final class RetainedCommand extends Group {
    private static final List<Column> MESSAGES =
            Column.of("topic", "qos", "from_clientid=FROM", "from_username=USER", "publish_at");

    @Command(name = "list", description = "Lists the topics that hold a retained message.")
    int list(
            @Option(names = "--topic", paramLabel = "FILTER", description = "Those that match this filter.") @Nullable
                    String topic,
            @Mixin PageOptions pages) {
        return list(Call.get("mqtt", "retainer", "messages").query("topic", topic), pages, MESSAGES);
    }

    @Command(name = "show", description = "The retained message of a topic, its payload in base64.")
    int show(@Parameters(paramLabel = "TOPIC", description = "The topic.") String topic) {
        return show(Call.get("mqtt", "retainer", "message", topic));
    }

    @Command(name = "remove", description = "Removes the retained message of a topic, or of all.")
    int remove(
            @Parameters(paramLabel = "TOPIC", arity = "0..1", description = "The topic.") @Nullable String topic,
            @Option(names = "--all", description = "All retained messages.") boolean all) {
        if ((topic == null) != all) {
            throw new CliException(ExitCode.USAGE, "'retained remove' needs a topic, or --all, and not both.");
        }
        return topic == null
                ? change(Call.delete("mqtt", "retainer", "messages"), "Removed all retained messages.")
                : change(
                        Call.delete("mqtt", "retainer", "message", topic),
                        "Removed the retained message of " + topic + ".");
    }
}
