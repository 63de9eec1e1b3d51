package io.caracal.cli.command;

import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Column;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = "Backups of everything that a broker keeps, made while it runs; see also 'restore'.")
final class BackupCommand extends Group {
    @Command(name = "create", description = "Makes one, in the folder backups of the broker's data folder.")
    int create(
            @Option(
                            names = "--keep",
                            paramLabel = "N",
                            description = "Deletes older ones, so that N are left; without, none.")
                    @Nullable
                    Integer keep,
            @Option(names = "--to", paramLabel = "FILE", description = "Fetches it into this new file as well.")
                    @Nullable
                    Path to) {
        Node made = caracal()
                .patientApi()
                .json(Call.post("backups").query("keep", keep))
                .content();
        String name = made.text("filename", "");
        if (to != null) {
            caracal().patientApi().download(Call.get("backups", name).accept("*/*"), to);
        }
        return done(
                "Made the backup " + name + ": " + made.number("files", 0) + " files, " + made.number("size", 0)
                        + " bytes." + (to == null ? "" : " It is in " + to + ", too."),
                made);
    }

    @Command(name = "list", description = "Lists them, the newest first.")
    int list(@Mixin PageOptions pages) {
        return list(Call.get("backups"), pages, Column.of("filename", "size", "created_at"));
    }

    @Command(name = "fetch", description = "Fetches one into a new file that only its owner may read.")
    int fetch(
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Parameters(paramLabel = "FILE", description = "The new file.") Path file) {
        caracal().patientApi().download(Call.get("backups", name).accept("*/*"), file);
        output().text("Fetched " + name + " into " + file + ".");
        return ExitCode.OK.number();
    }

    @Command(name = "remove", description = "Deletes one.")
    int remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return change(Call.delete("backups", name), "Deleted the backup " + name + ".");
    }
}
