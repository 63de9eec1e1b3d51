package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Api;
import io.caracal.cli.http.Body;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "data",
        description = "Takes configuration, users, rules, bans and retained messages from one broker to another.")
final class DataCommand extends Group {
    private static final String SECTIONS = "authentication_users, authorization_rules, banned, retained, api_keys,"
            + " rest_users or configuration; may be repeated. Without, all.";

    @Command(name = "export", description = "Writes sections into a file of the broker, or into one here.")
    int export(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            description = "A new file here; without, it stays at the broker ('caracal data files').")
                    @Nullable
                    Path file,
            @Option(names = "--section", paramLabel = "NAME", description = SECTIONS) @Nullable List<String> sections,
            @Option(names = "--secrets", description = "Writes secrets of the configuration in the clear.")
                    boolean secrets) {
        Api api = caracal().patientApi();
        Map<String, Object> wish = wish(sections);
        wish.put("secrets", secrets);
        Node made = api.json(Call.post("data", "export").json(wish)).content();
        String name = made.text("filename", "");
        if (file == null) {
            return done("Exported into " + name + " at the broker, " + made.number("size", 0) + " bytes.", made);
        }
        try {
            api.download(Call.get("data", "files", name).accept("*/*"), file);
        } finally {
            api.json(Call.delete("data", "files", name));
        }
        return done("Exported into " + file + ", " + made.number("size", 0) + " bytes.", made);
    }

    private static Map<String, Object> wish(@Nullable List<String> sections) {
        Map<String, Object> wish = new LinkedHashMap<>();
        if (sections != null) {
            wish.put("sections", sections);
        }
        return wish;
    }

    @Command(name = "files", description = "Lists the files at the broker, the newest first.")
    int files(@Mixin PageOptions pages) {
        return list(Call.get("data", "files"), pages, Column.of("filename", "size", "created_at"));
    }

    @Command(name = "fetch", description = "Fetches a file into a new one that only its owner may read.")
    int fetch(
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Parameters(paramLabel = "FILE", description = "The new file.") Path file) {
        caracal().patientApi().download(Call.get("data", "files", name).accept("*/*"), file);
        output().text("Fetched " + name + " into " + file + ".");
        return ExitCode.OK.number();
    }

    @Command(name = "remove", description = "Deletes a file at the broker.")
    int remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return change(Call.delete("data", "files", name), "Deleted " + name + ".");
    }

    @Command(name = "import", description = "Joins the sections of a file to what the broker has.")
    int importFile(
            @Parameters(paramLabel = "FILE", description = "A file here, or the name of one at the broker.")
                    String file,
            @Option(names = "--section", paramLabel = "NAME", description = SECTIONS) @Nullable List<String> sections,
            @Mixin DryRunOption options) {
        Api api = caracal().patientApi();
        Path here = Path.of(file);
        if (!file.contains("/") && !Files.isRegularFile(here)) {
            return imported(api, file, sections, options);
        }
        String name = "import-" + UUID.randomUUID() + ".zip";
        upload(api, here, name);
        try {
            return imported(api, name, sections, options);
        } finally {
            api.json(Call.delete("data", "files", name));
        }
    }

    private static void upload(Api api, Path file, String name) {
        try {
            Body body = Body.file("application/octet-stream", file);
            var unused =
                    api.json(Call.post("data", "files").query("filename", name).body(body));
        } catch (IOException e) {
            throw new CliException(ExitCode.NOT_FOUND, "The file " + file + " cannot be read: " + e + ".", e);
        }
    }

    private int imported(Api api, String name, @Nullable List<String> sections, DryRunOption options) {
        Map<String, Object> wish = wish(sections);
        wish.put("filename", name);
        Node report = api.json(options.applyTo(Call.post("data", "import")).json(wish))
                .content();
        return done(ImportText.of(report), report);
    }
}
