package io.caracal.store.log;

import io.caracal.api.store.StoreMaintenance.Report;
import io.caracal.api.store.StoreMaintenance.Stats;
import io.caracal.api.store.StoreState;
import io.caracal.store.log.disk.FolderDisk;
import io.caracal.store.log.recovery.Findings;
import io.caracal.store.log.recovery.Mending;
import io.caracal.store.log.recovery.SegmentFiles;
import io.caracal.store.log.recovery.Summary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What can be done with the folder of a store while no broker has it. Needs neither OSGi nor a logger. */
public final class OfflineStore {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private OfflineStore() {}

    /**
     * What a repair found and did.
     *
     * @param before what was wrong
     * @param lostRecords how many records are lost at least: one for each part that could not be read
     * @param lostBytes of these parts
     * @param actions what was done, a line each; empty if nothing had to be
     */
    public record Repair(Report before, long lostRecords, long lostBytes, List<String> actions) {}

    @FunctionalInterface
    private interface Work<T> {
        T on(SegmentFiles files) throws IOException;
    }

    /**
     * What the store holds; all is zero if there is none. Memory for everything that it holds, but for the messages.
     *
     * @throws IOException if a broker has it, or it cannot be read; the message says what to do
     */
    public static Stats stats(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Stats("log", StoreState.OPEN, "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        return reading(folder, new Summary()::of);
    }

    /**
     * Reads every record and says what is wrong; changes nothing.
     *
     * @throws IOException if a broker has it, or it cannot be read; the message says what to do
     */
    public static Report check(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Report(0, 0, 0, List.of());
        }
        return reading(folder, files -> Findings.of(files).report());
    }

    private static <T> T reading(Path folder, Work<T> work) throws IOException {
        FolderDisk disk = new FolderDisk(folder);
        try (Closeable _ = disk.lock();
                SegmentFiles files = SegmentFiles.open(disk)) {
            return work.on(files);
        }
    }

    /**
     * Makes the store good, without what is damaged; the files as they were go to the folder {@code damaged} in it.
     *
     * @throws IOException if a broker has it, or it cannot be written; it can be tried again
     */
    public static Repair repair(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Repair(check(folder), 0, 0, List.of());
        }
        FolderDisk disk = new FolderDisk(folder);
        try (Closeable _ = disk.lock()) {
            Mending mending = new Mending(folder, TIME.format(Instant.now()));
            mending.salvage();
            Findings before;
            try (SegmentFiles files = SegmentFiles.open(disk)) {
                before = Findings.of(files);
            }
            List<String> actions = mending.run();
            return new Repair(before.report(), before.damages().size(), before.lostBytes(), actions);
        }
    }
}
