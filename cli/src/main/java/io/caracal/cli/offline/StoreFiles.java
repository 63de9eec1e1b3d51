package io.caracal.cli.offline;

import io.caracal.api.store.StoreMaintenance.Report;
import io.caracal.api.store.StoreMaintenance.Stats;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.json.Node;
import io.caracal.store.log.OfflineStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The store of a data folder on which no broker runs, in the words of the REST API. */
public final class StoreFiles {
    private StoreFiles() {}

    private interface Work<T> {
        T on(Path store) throws IOException;
    }

    /** As {@code GET /store}, as far as files can tell. */
    public static Node stats(Path data) {
        Stats stats = of(data, OfflineStore::stats);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", stats.type());
        tree.put("state", stats.state().name().toLowerCase(Locale.ROOT));
        tree.put("sessions", stats.sessions());
        tree.put("subscriptions", stats.subscriptions());
        tree.put("deliveries", stats.deliveries());
        tree.put("retained", stats.retained());
        tree.put("segments", stats.segments());
        tree.put("bytes", stats.bytes());
        tree.put("live_bytes", stats.liveBytes());
        tree.put("damaged", stats.damaged());
        return new Node(tree);
    }

    /** As {@code POST /store/check}. */
    public static Node check(Path data) {
        return new Node(tree(of(data, OfflineStore::check)));
    }

    /** Repairs; holds the data folder meanwhile. */
    public static Node repair(Path data) {
        existing(data);
        try (FolderLock _ = FolderLock.take(data)) {
            OfflineStore.Repair repair = of(data, OfflineStore::repair);
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("before", tree(repair.before()));
            tree.put("lost_records", repair.lostRecords());
            tree.put("lost_bytes", repair.lostBytes());
            tree.put("actions", repair.actions());
            return new Node(tree);
        } catch (IOException e) {
            throw failed(data, e);
        }
    }

    private static Map<String, Object> tree(Report report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("segments", report.segments());
        tree.put("records", report.records());
        tree.put("bytes", report.bytes());
        tree.put("problems", report.problems());
        return tree;
    }

    private static <T> T of(Path data, Work<T> work) {
        existing(data);
        try {
            return work.on(data.resolve("store"));
        } catch (IOException e) {
            throw failed(data, e);
        }
    }

    private static void existing(Path data) {
        if (!Files.isDirectory(data)) {
            throw new CliException(
                    ExitCode.NOT_FOUND, "There is no data folder " + data + ". Name another with --data.");
        }
    }

    private static CliException failed(Path data, IOException e) {
        return new CliException(
                ExitCode.UNEXPECTED, "The store in " + data + " cannot be worked on: " + e.getMessage(), e);
    }
}
