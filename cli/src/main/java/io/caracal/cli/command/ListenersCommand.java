package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "listeners", description = "Where clients connect.")
final class ListenersCommand extends Group {
    static final List<Column> LISTENERS = Column.of(
            "id",
            "bind",
            "address",
            "enable=ENABLED",
            "running",
            "current_connections=CONNECTIONS",
            "max_connections=AT MOST",
            "problem");

    private static final String DROP = "Ends the connections that came in by it, too.";

    @Command(name = "list", description = "Lists the listeners.")
    int list() {
        return list(Call.get("listeners"), LISTENERS);
    }

    @Command(name = "show", description = "Settings and state of one.")
    int show(@Parameters(paramLabel = "ID", description = "TYPE:NAME, for example tcp:default.") String id) {
        return show(Call.get("listeners", id));
    }

    @Command(name = "start", description = "Opens one that is stopped.")
    int start(@Parameters(paramLabel = "ID", description = "TYPE:NAME") String id) {
        return change(Call.post("listeners", id, "start"), "Started " + id + ".");
    }

    @Command(name = "stop", description = "Closes one until it is started or changed; clients that are connected stay.")
    int stop(
            @Parameters(paramLabel = "ID", description = "TYPE:NAME") String id,
            @Option(names = "--drop", description = DROP) boolean drop) {
        return change(dropping(Call.post("listeners", id, "stop"), drop), "Stopped " + id + ".");
    }

    @Command(name = "restart", description = "Closes one and opens it again.")
    int restart(
            @Parameters(paramLabel = "ID", description = "TYPE:NAME") String id,
            @Option(names = "--drop", description = DROP) boolean drop) {
        return change(dropping(Call.post("listeners", id, "restart"), drop), "Restarted " + id + ".");
    }

    @Command(name = "reload", description = "Reads the certificates of one again, for those who connect then.")
    int reload(@Parameters(paramLabel = "ID", description = "TYPE:NAME, for example ssl:default.") String id) {
        return change(Call.post("listeners", id, "certificate", "reload"), "Certificates of " + id + " read again.");
    }

    private static Call dropping(Call call, boolean drop) {
        return drop ? call.query("drop", true) : call;
    }

    @Command(name = "add", description = "Creates one: caracal listeners add tcp:second bind=127.0.0.1:1884")
    int add(
            @Parameters(paramLabel = "ID", description = "TYPE:NAME") String id,
            @Parameters(paramLabel = "KEY=VALUE", arity = "0..*", description = "Its settings.") @Nullable
                    List<String> settings) {
        Map<String, Object> body = body(settings);
        body.put("id", id);
        return change(Call.post("listeners").json(body), "Created " + id + ".");
    }

    @Command(name = "change", description = "Changes settings of one; the others stay.")
    int change(
            @Parameters(paramLabel = "ID", description = "TYPE:NAME") String id,
            @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "What changes.")
                    List<String> settings) {
        return change(Call.put("listeners", id).json(body(settings)), "Changed " + id + ".");
    }

    @Command(name = "remove", description = "Closes and deletes one; clients that are connected stay.")
    int remove(
            @Parameters(paramLabel = "ID", description = "TYPE:NAME") String id,
            @Option(names = "--drop", description = DROP) boolean drop) {
        return change(dropping(Call.delete("listeners", id), drop), "Removed " + id + ".");
    }

    /** A port alone looks like a number, and is text. */
    private static Map<String, Object> body(@Nullable List<String> settings) {
        Map<String, Object> body = Settings.tree(settings);
        body.computeIfPresent("bind", (_, bind) -> bind.toString());
        return body;
    }
}
