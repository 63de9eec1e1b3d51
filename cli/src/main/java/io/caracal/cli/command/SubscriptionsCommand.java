package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "subscriptions", description = "Lists subscriptions of all clients.")
final class SubscriptionsCommand extends Group implements Callable<Integer> {
    static final List<Column> SUBSCRIPTIONS = Column.of(
            "clientid=CLIENT ID",
            "topic=FILTER",
            "qos",
            "nl=NO LOCAL",
            "rap=RETAIN AS PUBLISHED",
            "rh=RETAIN HANDLING",
            "node");

    @Option(names = "--clientid", paramLabel = "ID", description = "Those of this client.")
    private @Nullable String clientid;

    @Option(names = "--filter", paramLabel = "FILTER", description = "Those with exactly this topic filter.")
    private @Nullable String filter;

    @Option(
            names = "--match",
            paramLabel = "FILTER",
            description = "Those whose topic filter this one covers, wildcards allowed.")
    private @Nullable String match;

    @Option(names = "--qos", paramLabel = "QOS", description = "Those with this QoS.")
    private @Nullable Integer qos;

    @Option(names = "--group", paramLabel = "NAME", description = "Those shared in this group.")
    private @Nullable String group;

    @Mixin
    private PageOptions pages = new PageOptions();

    @Override
    public Integer call() {
        return list(
                Call.get("subscriptions")
                        .query("clientid", clientid)
                        .query("topic", filter)
                        .query("match_topic", match)
                        .query("qos", qos)
                        .query("share_group", group),
                pages,
                SUBSCRIPTIONS);
    }
}
