package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.Addressing;
import io.caracal.cli.address.Context;
import io.caracal.cli.address.Contexts;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Column;
import io.caracal.cli.output.Rows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "contexts", description = "Brokers that were given a name.")
final class ContextsCommand extends Group {
    @Command(name = "list", description = "Lists them; none in use means the broker of this machine.")
    int list() {
        Contexts contexts = contexts();
        Rows rows = output().rows(Column.of("name", "in_use", "url", "who"));
        new TreeMap<>(contexts.all()).forEach((name, context) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", name);
            row.put("in_use", name.equals(contexts.current()));
            row.put("url", context.url());
            row.put("who", who(context));
            rows.row(new Node(row));
        });
        rows.end();
        return ExitCode.OK.number();
    }

    @Command(
            name = "add",
            description = {
                "Adds or replaces one, from --url, --api-key and --cacert:",
                "caracal contexts add plant --url http://192.0.2.7:18083 --api-key file:/run/secrets/caracal"
            })
    int add(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        Addressing addressing = caracal().addressing();
        if (addressing.url() == null) {
            throw new CliException(ExitCode.USAGE, "'contexts add' needs --url.");
        }
        String certificates = addressing.certificates() == null
                ? null
                : addressing.certificates().toAbsolutePath().toString();
        caracal().resolver().target(); // says what is wrong with the address and the key
        Contexts contexts = contexts();
        contexts.put(name, new Context(addressing.url(), null, null, addressing.apiKey(), certificates));
        return saved(contexts, "Added context " + name + ".");
    }

    @Command(
            name = "use",
            description = "Makes one count where none is named; without a name, the broker of this machine.")
    int use(@Parameters(paramLabel = "NAME", arity = "0..1", description = "Its name.") @Nullable String name) {
        Contexts contexts = contexts();
        contexts.use(name);
        return saved(
                contexts, name == null ? "The broker of this machine is in use." : "Context " + name + " is in use.");
    }

    @Command(name = "remove", description = "Forgets one, with its login.")
    int remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        Contexts contexts = contexts();
        contexts.remove(name);
        return saved(contexts, "Removed context " + name + ".");
    }

    private int saved(Contexts contexts, String sentence) {
        contexts.save();
        return done(sentence, new Node(null));
    }

    private Contexts contexts() {
        return Contexts.of(caracal().environment());
    }

    private static String who(Context context) {
        if (context.token() != null) {
            return "user " + context.user();
        }
        return context.apiKey() == null ? "nobody" : "API key";
    }
}
