package io.caracal.cli.command;

import io.caracal.cli.address.Addressing;
import io.caracal.cli.address.Context;
import io.caracal.cli.address.Contexts;
import io.caracal.cli.address.Credential;
import io.caracal.cli.address.Target;
import io.caracal.cli.http.Api;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "login",
        description = {
            "Logs in at a broker; keeps the login as a context, in use from then on.",
            "caracal login --url https://broker.example:18084 --context production"
        })
final class LoginCommand extends Group implements Callable<Integer> {
    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            defaultValue = "admin",
            description = "Who logs in (default: admin).")
    private String user = "admin";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The password is the first line of this file, or of the input with '-'; else it is asked for.")
    private @Nullable Path passwordFile;

    @Override
    public Integer call() {
        Addressing addressing = caracal().addressing();
        Target target = caracal().resolver().target();
        Contexts contexts = Contexts.of(caracal().environment());
        String name = Objects.requireNonNullElse(
                name(addressing, contexts), target.url().getAuthority());
        String password = new Passwords(caracal().environment()).known("Password of " + user, passwordFile);
        Api api = new Api(target.with(new Credential.Password()), caracal().timeout());
        Node answer = login(api, password);
        String certificates = target.certificates() == null
                ? null
                : target.certificates().toAbsolutePath().toString();
        contexts.put(name, new Context(target.url().toString(), user, answer.text("token", ""), null, certificates));
        contexts.use(name);
        contexts.save();
        return done(
                "Logged in at " + target.url() + " as " + user + ", " + answer.text("role", "role unknown")
                        + "; context " + name + ", now in use.",
                new Node(Map.of("context", name, "url", target.url().toString(), "user", user)));
    }

    private static @Nullable String name(Addressing addressing, Contexts contexts) {
        if (addressing.context() != null) {
            return addressing.context();
        }
        return addressing.url() == null && addressing.data() == null ? contexts.current() : null;
    }

    private Node login(Api api, String password) {
        return api.json(Call.post("login").json(Map.of("username", user, "password", password)))
                .content();
    }
}
