package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.Context;
import io.caracal.cli.address.Contexts;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "logout", description = "Ends the login of a context; the context stays.")
final class LogoutCommand extends Group implements Callable<Integer> {
    @Override
    public Integer call() {
        Contexts contexts = Contexts.of(caracal().environment());
        String given = caracal().addressing().context();
        String name = given == null ? contexts.current() : given;
        if (name == null) {
            throw new CliException(ExitCode.USAGE, "No context is in use; name the one to log out of with --context.");
        }
        Context context = contexts.named(name);
        if (context.token() == null) {
            return done("Context " + name + " has no login.", new Node(null));
        }
        boolean told = tell(context);
        contexts.put(name, context.withLogin(null, null));
        contexts.save();
        return done(
                "Logged out of context " + name
                        + (told ? "." : "; the broker could not be told or had forgotten it already."),
                new Node(Map.of("context", name)));
    }

    /** What is forgotten here is forgotten, whether or not the broker can be told. */
    private boolean tell(Context context) {
        try {
            api().json(Call.post("logout").json(Map.of("username", String.valueOf(context.user()))));
            return true;
        } catch (CliException _) {
            return false;
        }
    }
}
