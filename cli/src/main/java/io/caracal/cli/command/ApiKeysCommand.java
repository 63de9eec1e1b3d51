package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Column;
import io.caracal.cli.output.Format;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "api-keys", description = "Keys for scripts and programs.")
final class ApiKeysCommand extends Group {
    @Command(name = "list", description = "Lists the keys; secrets are never shown again.")
    int list() {
        return list(
                Call.get("api_key"),
                Column.of("name", "api_key=KEY", "role", "enable=ENABLED", "expired_at=EXPIRES", "desc=DESCRIPTION"));
    }

    @Command(name = "show", description = "One of them.")
    int show(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return show(Call.get("api_key", name));
    }

    @Command(name = "add", description = "Makes one and shows its secret, this once.")
    int add(
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "viewer",
                            description = "administrator, viewer or publisher (default: viewer).")
                    String role,
            @Option(names = "--expires", paramLabel = "TIME", description = "When it ends; without, never.") @Nullable
                    String expires,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "What it is for.")
                    String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("role", role);
        body.put("desc", description);
        body.put("enable", true);
        if (expires != null) {
            body.put("expired_at", expires);
        }
        Node made = api().json(Call.post("api_key").json(body)).content();
        if (output().format() == Format.table) {
            output().text(made.text("api_key", "") + ":" + made.text("api_secret", ""));
        } else {
            output().value(made);
        }
        return ExitCode.OK.number();
    }

    @Command(name = "change", description = "Changes one; its secret stays.")
    int change(
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(names = "--enable", arity = "1", paramLabel = "BOOL", description = "Whether it can be used.")
                    @Nullable
                    Boolean enable,
            @Option(names = "--role", paramLabel = "ROLE", description = "administrator, viewer or publisher.")
                    @Nullable
                    String role,
            @Option(names = "--expires", paramLabel = "TIME", description = "When it ends.") @Nullable String expires,
            @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.") @Nullable
                    String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        putIfGiven(body, "enable", enable);
        putIfGiven(body, "role", role);
        putIfGiven(body, "expired_at", expires);
        putIfGiven(body, "desc", description);
        if (body.isEmpty()) {
            throw new CliException(ExitCode.USAGE, "'api-keys change' needs something to change; see --help.");
        }
        return change(Call.put("api_key", name).json(body), "Changed " + name + ".");
    }

    @Command(name = "remove", description = "Deletes one; whoever uses it is refused from now on.")
    int remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return change(Call.delete("api_key", name), "Removed " + name + ".");
    }

    private static void putIfGiven(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
