package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "listeners", description = "Where clients connect.")
final class ListenersCommand extends Group {
    static final List<Column> LISTENERS = Column.of(
            "id", "bind", "enable=ENABLED", "running", "current_connections=CONNECTIONS", "max_connections=AT MOST");

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

    @Command(name = "stop", description = "Closes one; its clients are disconnected.")
    int stop(@Parameters(paramLabel = "ID", description = "TYPE:NAME") String id) {
        return change(Call.post("listeners", id, "stop"), "Stopped " + id + ".");
    }

    @Command(name = "restart", description = "Closes one and opens it again.")
    int restart(@Parameters(paramLabel = "ID", description = "TYPE:NAME") String id) {
        return change(Call.post("listeners", id, "restart"), "Restarted " + id + ".");
    }

    @Command(name = "add", description = "Creates one: caracal listeners add tcp:second bind=127.0.0.1:1884")
    int add(
            @Parameters(paramLabel = "ID", description = "TYPE:NAME") String id,
            @Parameters(paramLabel = "KEY=VALUE", arity = "0..*", description = "Its settings.")
                    List<String> settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        int colon = id.indexOf(':');
        if (colon > 0) {
            body.put("type", id.substring(0, colon));
            body.put("name", id.substring(colon + 1));
        }
        body.putAll(Settings.tree(settings));
        return change(Call.post("listeners").json(body), "Created " + id + ".");
    }

    @Command(name = "change", description = "Changes settings of one; the others stay.")
    int change(
            @Parameters(paramLabel = "ID", description = "TYPE:NAME") String id,
            @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "What changes.")
                    List<String> settings) {
        return change(Call.put("listeners", id).json(Settings.tree(settings)), "Changed " + id + ".");
    }

    @Command(name = "remove", description = "Closes and deletes one.")
    int remove(@Parameters(paramLabel = "ID", description = "TYPE:NAME") String id) {
        return change(Call.delete("listeners", id), "Removed " + id + ".");
    }
}
