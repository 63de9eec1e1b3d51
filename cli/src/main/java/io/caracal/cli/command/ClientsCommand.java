package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "clients", description = "Clients and their sessions.")
final class ClientsCommand extends Group {
    private static final List<Column> CLIENTS = Column.of(
            "clientid=CLIENT ID",
            "username",
            "ip_address=ADDRESS",
            "port",
            "connected",
            "proto_ver=MQTT",
            "keepalive=KEEP ALIVE",
            "subscriptions_cnt=SUBSCRIPTIONS",
            "mqueue_len=QUEUED",
            "inflight_cnt=IN FLIGHT",
            "connected_at");
    private static final List<Column> MESSAGES =
            Column.of("msgid=MESSAGE", "topic", "qos", "retain", "from_clientid=FROM", "publish_at", "payload");

    @Command(name = "list", description = "Lists clients, connected or with a session that is kept.")
    int list(@Mixin ClientFilter filter, @Mixin PageOptions pages) {
        List<String> fields = filter.fields();
        return list(
                filter.applyTo(Call.get("clients")),
                pages,
                fields.isEmpty() ? CLIENTS : Column.of(fields.toArray(String[]::new)));
    }

    @Command(name = "show", description = "Everything about one client.")
    int show(@Parameters(paramLabel = "CLIENT", description = "Its client identifier.") String client) {
        return show(Call.get("clients", client));
    }

    @Command(name = "kick", description = "Closes connections and ends sessions.")
    int kick(
            @Parameters(paramLabel = "CLIENT", arity = "1..*", description = "Their client identifiers.")
                    List<String> clients) {
        if (clients.size() == 1) {
            return change(Call.delete("clients", clients.getFirst()), "Kicked " + clients.getFirst() + ".");
        }
        return change(
                Call.post("clients", "kickout", "bulk").json(clients),
                "Kicked those of " + clients.size() + " clients that were there.");
    }

    @Command(name = "subscriptions", description = "What one client has subscribed to.")
    int subscriptions(@Parameters(paramLabel = "CLIENT", description = "Its client identifier.") String client) {
        return list(Call.get("clients", client, "subscriptions"), SubscriptionsCommand.SUBSCRIPTIONS);
    }

    @Command(name = "subscribe", description = "Subscribes on behalf of a client.")
    int subscribe(
            @Parameters(paramLabel = "CLIENT", description = "Its client identifier.") String client,
            @Parameters(paramLabel = "FILTER", description = "The topic filter.") String filter,
            @Option(
                            names = {"-q", "--qos"},
                            paramLabel = "QOS",
                            defaultValue = "0",
                            description = "The highest QoS, 0 to 2 (default: 0).")
                    int qos) {
        return change(
                Call.post("clients", client, "subscribe").json(Map.of("topic", filter, "qos", qos)),
                "Subscribed " + client + " to " + filter + ".");
    }

    @Command(name = "unsubscribe", description = "Ends a subscription on behalf of a client.")
    int unsubscribe(
            @Parameters(paramLabel = "CLIENT", description = "Its client identifier.") String client,
            @Parameters(paramLabel = "FILTER", description = "The topic filter.") String filter) {
        return change(
                Call.post("clients", client, "unsubscribe").json(Map.of("topic", filter)),
                "Unsubscribed " + client + " from " + filter + ".");
    }

    @Command(name = "queue", description = "Messages that wait for a client.")
    int queue(
            @Parameters(paramLabel = "CLIENT", description = "Its client identifier.") String client,
            @Option(names = "--limit", paramLabel = "N", description = "How many at most.") @Nullable Integer limit) {
        return list(Call.get("clients", client, "mqueue_messages").query("limit", limit), MESSAGES);
    }

    @Command(name = "inflight", description = "Messages that were sent to a client and are not acknowledged yet.")
    int inflight(
            @Parameters(paramLabel = "CLIENT", description = "Its client identifier.") String client,
            @Option(names = "--limit", paramLabel = "N", description = "How many at most.") @Nullable Integer limit) {
        return list(Call.get("clients", client, "inflight_messages").query("limit", limit), MESSAGES);
    }
}
