package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.LocalBroker;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import io.caracal.cli.offline.FolderLock;
import io.caracal.cli.offline.StoreFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "store",
        description =
                "The store of sessions, queued and retained messages: of a running broker, or the files of one that does not run.")
final class StoreCommand extends Group {
    private static final String OFFLINE = "Looks at the files of the data folder; refused while a broker runs on it.";

    @Command(name = "stats", description = "Tells what there is in it.")
    int stats(@Option(names = "--offline", description = OFFLINE) boolean offline) {
        Optional<Path> files = files(offline);
        output().value(
                        files.isPresent()
                                ? StoreFiles.stats(files.get())
                                : api().json(Call.get("store")).content());
        return ExitCode.OK.number();
    }

    @Command(
            name = "check",
            description = "Reads all of it and tells what is damaged, then with exit code 5; changes nothing.")
    int check(@Option(names = "--offline", description = OFFLINE) boolean offline) {
        Optional<Path> files = files(offline);
        Node report = files.isPresent()
                ? StoreFiles.check(files.get())
                : caracal().patientApi().json(Call.post("store", "check")).content();
        var unused = done(StoreText.ofReport(report), report);
        return report.at("problems").elements().findAny().isPresent()
                ? ExitCode.DAMAGED.number()
                : ExitCode.OK.number();
    }

    @Command(
            name = "repair",
            description =
                    "Takes out what is damaged, so that a broker starts without a complaint; keeps a copy of every file that it changes. Only while no broker runs.")
    int repair() {
        Path data = local().map(LocalBroker::data)
                .orElseThrow(() -> new CliException(
                        ExitCode.USAGE, "'store repair' is for a data folder on this machine. Name it with --data."));
        Node repaired = StoreFiles.repair(data);
        return done(StoreText.ofRepair(repaired), repaired);
    }

    private Optional<LocalBroker> local() {
        return caracal().resolver().local();
    }

    /** The data folder whose files are to be looked at; empty if a running broker is to be asked. */
    private Optional<Path> files(boolean offline) {
        Optional<LocalBroker> local = local();
        if (local.isEmpty()) {
            if (offline) {
                throw new CliException(
                        ExitCode.USAGE, "--offline is for a data folder on this machine. Name it with --data.");
            }
            return Optional.empty();
        }
        OptionalLong process = local.get().process();
        if (process.isPresent() && offline) {
            throw FolderLock.runs(local.get().data(), process);
        }
        return process.isPresent() ? Optional.empty() : Optional.of(local.get().data());
    }
}
