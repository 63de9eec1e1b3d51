package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.LocalBroker;
import io.caracal.cli.json.Node;
import io.caracal.cli.offline.FolderLock;
import io.caracal.cli.offline.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description =
                "Puts a backup into a data folder on this machine, while no broker runs on it; all of it or nothing.")
final class RestoreCommand extends Group implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The backup.")
    private @Nullable Path file;

    @Option(
            names = "--overwrite",
            description =
                    "Also if there are data; they are put aside, into the folder replaced-TIME of the data folder.")
    private boolean overwrite;

    @Option(
            names = "--config-to",
            paramLabel = "DIR",
            description = "Unpacks the configuration files of that time into this new folder as well.")
    private @Nullable Path configuration;

    @Option(names = "--resume", description = "Finishes a restore that was interrupted, without a FILE.")
    private boolean resume;

    @Override
    public Integer call() {
        if ((file == null) != resume) {
            throw new CliException(ExitCode.USAGE, "'restore' needs the FILE of a backup, or --resume, and not both.");
        }
        Path data = caracal()
                .resolver()
                .local()
                .map(LocalBroker::data)
                .orElseThrow(() -> new CliException(
                        ExitCode.USAGE, "'restore' is for a data folder on this machine. Name it with --data."));
        if (file != null && !Files.isRegularFile(file)) {
            throw new CliException(ExitCode.NOT_FOUND, "There is no file " + file + ".");
        }
        try (FolderLock _ = FolderLock.take(data)) {
            return file == null ? resumed(data) : restored(data, file);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.CANNOT_WRITE,
                    "The restore into " + data + " failed: " + e
                            + ". If 'caracal restore --resume' finds nothing to finish, nothing was changed.",
                    e);
        }
    }

    private int resumed(Path data) throws IOException {
        String sentence = new Restore(data).resume()
                ? "Finished the restore into " + data + "."
                : "There is no interrupted restore in " + data + ".";
        return done(sentence, new Node(Map.of("message", sentence)));
    }

    private int restored(Path data, Path from) throws IOException {
        Restore.Outcome outcome = new Restore(data).from(from, overwrite, configuration);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", data.toString());
        answer.put("files", outcome.manifest().contents().size());
        answer.put("bytes", outcome.manifest().bytes());
        answer.put("created_at", outcome.manifest().origin().created().toString());
        answer.put("node", outcome.manifest().origin().node());
        answer.put("version", outcome.manifest().origin().caracal());
        if (outcome.replaced() != null) {
            answer.put("replaced", outcome.replaced().toString());
        }
        return done(text(data, outcome), new Node(answer));
    }

    private String text(Path data, Restore.Outcome outcome) {
        StringBuilder text = new StringBuilder("Restored ")
                .append(data)
                .append(" as it was on ")
                .append(outcome.manifest().origin().node())
                .append(" at ")
                .append(outcome.manifest().origin().created())
                .append('.');
        if (outcome.replaced() != null) {
            text.append("\nWhat was there before is in ")
                    .append(outcome.replaced())
                    .append("; delete it when it is not needed.");
        }
        if (configuration != null) {
            text.append("\nThe configuration files of that time are in ")
                    .append(configuration)
                    .append('.');
        } else if (outcome.configurationFiles() > 0) {
            text.append("\nThe backup has the configuration files of that time, too; --config-to DIR unpacks them.");
        }
        return text.toString();
    }
}
