package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "users", description = "Who may log in.")
final class UsersCommand extends Group {
    private static final String PASSWORD_FILE =
            "The first line of this file, or of the input with '-'; else it is asked for.";

    @Command(name = "list", description = "Lists the users.")
    int list() {
        return list(Call.get("users"), Column.of("username=USER", "role", "description"));
    }

    @Command(name = "add", description = "Adds one.")
    int add(
            @Parameters(paramLabel = "USER", description = "The name.") String user,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "viewer",
                            description = "administrator or viewer (default: viewer).")
                    String role,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "Who that is.")
                    String description,
            @Option(names = "--password-file", paramLabel = "FILE", description = PASSWORD_FILE) @Nullable Path file) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("username", user);
        body.put("role", role);
        body.put("description", description);
        body.put("password", passwords().chosen("Password of " + user, file));
        return change(Call.post("users").json(body), "Added " + user + ", " + role + ".");
    }

    @Command(name = "change", description = "Changes role and description.")
    int change(
            @Parameters(paramLabel = "USER", description = "The name.") String user,
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = "administrator or viewer.")
                    String role,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "Who that is.")
                    String description) {
        return change(
                Call.put("users", user).json(Map.of("role", role, "description", description)),
                "Changed " + user + ".");
    }

    @Command(name = "password", description = "Changes the password; all logins of the user end.")
    int password(
            @Parameters(paramLabel = "USER", description = "The name.") String user,
            @Option(
                            names = "--own",
                            description = "It is the password of who is logged in; the old one is asked for, too.")
                    boolean own,
            @Option(names = "--old-file", paramLabel = "FILE", description = "The old one, for --own. " + PASSWORD_FILE)
                    @Nullable
                    Path old,
            @Option(names = "--password-file", paramLabel = "FILE", description = "The new one. " + PASSWORD_FILE)
                    @Nullable
                    Path changed) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (own) {
            body.put("old_pwd", passwords().known("Old password of " + user, old));
        }
        body.put("new_pwd", passwords().chosen("New password of " + user, changed));
        return change(Call.post("users", user, "change_pwd").json(body), "Changed the password of " + user + ".");
    }

    @Command(name = "remove", description = "Removes one; its logins end.")
    int remove(@Parameters(paramLabel = "USER", description = "The name.") String user) {
        return change(Call.delete("users", user), "Removed " + user + ".");
    }

    private Passwords passwords() {
        return new Passwords(caracal().environment());
    }
}
