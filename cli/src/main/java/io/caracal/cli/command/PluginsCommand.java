package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Body;
import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "plugins", description = "Plugins, while the broker runs.")
final class PluginsCommand extends Group {
    private static final String SOURCE =
            "A name or coordinates group:artifact:version in the broker's repository, or a file (jar, json, zip) to upload.";

    @Command(name = "list", description = "Lists the plugins.")
    int list(@Mixin PageOptions pages) {
        return list(
                Call.get("plugins"),
                pages,
                Column.of("name", "version", "previous", "state", "owner", "kind", "reason"));
    }

    @Command(name = "info", description = "Everything about one: versions, bundles, components, who uses it.")
    int info(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return show(Call.get("plugins", name));
    }

    @Command(name = "install", description = "Installs one that is not there.")
    int install(@Parameters(paramLabel = "SOURCE", description = SOURCE) String source, @Mixin PluginOptions options) {
        return apply(options.applyTo(Call.post("plugins")), source, options);
    }

    @Command(
            name = "update",
            description = "Puts another version beside the present one and changes over when it is ready.")
    int update(
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Parameters(paramLabel = "SOURCE", description = SOURCE + " Also a version alone.") String source,
            @Mixin PluginOptions options) {
        return apply(options.applyTo(Call.put("plugins", name)), source, options);
    }

    @Command(name = "rollback", description = "Goes back to the version before.")
    int rollback(@Parameters(paramLabel = "NAME", description = "Its name.") String name, @Mixin DryRunOption options) {
        return plan(options.applyTo(Call.post("plugins", name, "rollback")), options.isOn());
    }

    @Command(name = "remove", description = "Removes one; the configuration that uses it stays.")
    int remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name, @Mixin PluginOptions options) {
        return plan(options.applyTo(Call.delete("plugins", name)), options.isDryRun());
    }

    private int apply(Call call, String source, PluginOptions options) {
        Path file = Path.of(source);
        if (!source.contains("/") && !Files.isRegularFile(file)) {
            return plan(call.json(Map.of("source", source)), options.isDryRun());
        }
        try {
            return plan(
                    call.query("sha256", Sha256.of(file)).body(Body.file("application/octet-stream", file)),
                    options.isDryRun());
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, "The file " + file + " cannot be read: " + e + ".", e);
        }
    }

    private int plan(Call call, boolean dryRun) {
        var plan = api().json(call).content();
        output().done(PluginPlanText.of(plan, dryRun), plan);
        return ExitCode.OK.number();
    }
}
