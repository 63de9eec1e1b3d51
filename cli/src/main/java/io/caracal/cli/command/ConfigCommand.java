package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Api;
import io.caracal.cli.http.Body;
import io.caracal.cli.http.Call;
import io.caracal.cli.http.Reply;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Column;
import io.caracal.cli.output.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = "The configuration. 'config check' looks at the file, all others at the running broker.",
        subcommands = LauncherCommands.Check.class)
final class ConfigCommand extends Group {
    @Command(
            name = "get",
            description = {
                "Prints the configuration in force, secrets masked: as HOCON, or with -o json.",
                "caracal config get mqtt.max_inflight"
            })
    int get(
            @Parameters(paramLabel = "KEY", arity = "0..1", description = "A key; else everything.") @Nullable
                    String key,
            @Option(names = "--origin", description = "Tells for each key what has set it, and where.") boolean origin,
            @Option(names = "--revision", description = "Prints only what --if-revision takes.") boolean revision) {
        Call call = Call.get("configs").query("key", key).query("origin", origin ? true : null);
        if (revision) {
            output().text(String.valueOf(api().json(call).revision()));
        } else if (output().format() == Format.table) {
            output().text(api().text(call.accept("text/plain")));
        } else {
            output().value(api().json(call).content());
        }
        return ExitCode.OK.number();
    }

    @Command(name = "set", description = "Changes keys, all or none: caracal config set mqtt.max_inflight=64")
    int set(
            @Parameters(
                            paramLabel = "KEY=VALUE",
                            arity = "1..*",
                            description = "As for 'caracal run --set'; null takes a key back to its default.")
                    List<String> settings,
            @Mixin ChangeOptions options) {
        return change(Settings.hocon(settings), "merge", options);
    }

    @Command(name = "load", description = "Takes over a file of HOCON or JSON, as a whole or not at all.")
    int load(
            @Parameters(paramLabel = "FILE", description = "The file; '-' for the input.") Path file,
            @Option(
                            names = "--mode",
                            paramLabel = "MODE",
                            defaultValue = "merge",
                            description =
                                    "merge: keys that are not in the file stay; replace: they lose run-time changes (default: merge).")
                    String mode,
            @Mixin ChangeOptions options) {
        return change(content(file), mode, options);
    }

    @Command(name = "reset", description = "Takes back all run-time changes of a section.")
    int reset(
            @Parameters(paramLabel = "SECTION", description = "A key at the root, for example mqtt.") String section,
            @Mixin ChangeOptions options) {
        return outcome(
                api().json(options.applyTo(Call.post("configs_reset", section))).content());
    }

    @Command(name = "reload", description = "Reads the configuration file again and applies what is different.")
    int reload(@Mixin ChangeOptions options) {
        return outcome(
                api().json(options.applyTo(Call.post("configs", "reload"))).content());
    }

    @Command(name = "history", description = "Lists the last 20 changes.")
    int history() {
        return list(
                Call.get("configs", "history"),
                Column.of("id", "at", "actor", "source", "operation", "differences.path=KEYS"));
    }

    @Command(name = "undo", description = "Takes back the last change; called again, the one before.")
    int undo(@Mixin ChangeOptions options) {
        return outcome(api().json(options.applyTo(Call.post("configs", "undo"))).content());
    }

    @Command(name = "schema", description = "Prints the JSON Schema of a section.")
    int schema(
            @Parameters(paramLabel = "SECTION", description = "A key at the root, for example mqtt.") String section) {
        Node schema = api().json(Call.get("schemas", section)).content();
        (output().format() == Format.table
                        ? new io.caracal.cli.output.Output(
                                Format.json, caracal().environment().out())
                        : output())
                .value(schema);
        return ExitCode.OK.number();
    }

    private int change(String hocon, String mode, ChangeOptions options) {
        Api api = api();
        Reply reply = api.json(
                options.applyTo(Call.put("configs").query("mode", mode)).body(Body.text(hocon)));
        return outcome(reply.content());
    }

    private int outcome(Node answer) {
        output().done(ConfigOutcome.text(answer), answer);
        return ExitCode.OK.number();
    }

    private String content(Path file) {
        try {
            return file.equals(Path.of("-"))
                    ? new String(caracal().environment().in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, "The file " + file + " cannot be read: " + e + ".", e);
        }
    }
}
