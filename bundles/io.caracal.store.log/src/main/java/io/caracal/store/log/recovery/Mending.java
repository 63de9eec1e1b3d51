package io.caracal.store.log.recovery;

import io.caracal.store.log.disk.FolderDisk;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.format.SegmentScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the files of a store good, without what is damaged: each file that is not is written anew, with a gap where the damage is, so that
 * everything else stays where it is; the old one goes to the folder {@code damaged}. It can be interrupted and begun again.
 */
public final class Mending {
    private static final String NEW = "repaired.tmp";

    private final Path folder;
    private final Path aside;
    private final String time;
    private final List<String> actions = new ArrayList<>();
    private long number;
    private long end;

    /**
     * @param folder of the store
     * @param time part of the names of what is put aside
     */
    public Mending(Path folder, String time) {
        this.folder = folder;
        this.aside = folder.resolve("damaged");
        this.time = time;
    }

    /** Repairs, and says what was done. */
    public List<String> run() throws IOException {
        try (SegmentFiles files = SegmentFiles.open(new FolderDisk(folder))) {
            for (String name : files.unreadable()) {
                keep(name);
                Files.delete(folder.resolve(name));
                actions.add(name + " has no readable header, and no other file tells whose it is: put aside");
            }
            LogReader.End last = new LogReader(files.all(), new Nothing()).read();
            List<SegmentFile> all = files.all();
            for (int i = 0; i < all.size(); i++) {
                repair(all, i, last);
            }
        }
        force();
        return actions;
    }

    /** First: files that the disk gives only in part are replaced by what it gives. */
    public void salvage() throws IOException {
        FolderDisk disk = new FolderDisk(folder);
        try (SegmentFiles files = SegmentFiles.open(disk)) {
            for (SegmentFile file : files.all()) {
                if (!isReadable(file)) {
                    try (RepairedSegment copy = new RepairedSegment(folder.resolve(NEW), file.header())) {
                        copy.copy(file.file(), SegmentHeader.SIZE, file.size());
                        copy.force();
                    }
                    replace(file.name());
                    actions.add(file.name() + " could not be read everywhere: the readable parts were copied");
                }
            }
        }
    }

    private static boolean isReadable(SegmentFile file) {
        try {
            SegmentScan scan = new SegmentScan(file.file(), file.header(), file.size(), SegmentScan.WIDE);
            SegmentScan.Step step = scan.next();
            while (step != SegmentScan.Step.END) {
                step = scan.next();
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void repair(List<SegmentFile> all, int index, LogReader.End last) throws IOException {
        SegmentFile file = all.get(index);
        SegmentHeader header = file.header();
        if (index >= last.segments()) {
            keep(file.name());
            Files.delete(folder.resolve(file.name()));
            actions.add(file.name() + " holds nothing that was durable: put aside");
            return;
        }
        if (file.damaged() && header.before() == 0) {
            header = new SegmentHeader(header.number(), header.storeId(), header.firstCommit(), number, end);
        } else if (number != 0 && header.before() != number) {
            bridge(header);
        }
        boolean isLast = index == last.segments() - 1;
        long good = isLast ? last.position() : file.size();
        SegmentHeader behind = isLast ? null : all.get(index + 1).header();
        long needed = behind != null && behind.before() == header.number() ? behind.beforeEnd() : 0;
        write(file, header, good, needed, isLast && last.torn());
    }

    /** Stands in for segments that are missing. */
    private void bridge(SegmentHeader behind) throws IOException {
        SegmentHeader missing = new SegmentHeader(behind.before(), behind.storeId(), behind.firstCommit(), number, end);
        try (RepairedSegment made = new RepairedSegment(folder.resolve(NEW), missing)) {
            made.gap(SegmentHeader.SIZE, behind.beforeEnd(), behind.firstCommit());
            made.force();
        }
        String name = SegmentHeader.fileName(missing.number());
        Files.move(folder.resolve(NEW), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        actions.add("segments between " + number + " and " + behind.number() + " are missing: " + name
                + " stands in for them, without content");
    }

    private void write(SegmentFile file, SegmentHeader header, long good, long needed, boolean cut) throws IOException {
        Gaps gaps = Gaps.of(file, header, good, needed);
        number = header.number();
        end = gaps.end();
        if (gaps.isEmpty() && !cut && !file.damaged()) {
            return;
        }
        try (RepairedSegment made = new RepairedSegment(folder.resolve(NEW), header)) {
            made.copy(file.file(), SegmentHeader.SIZE, Math.min(good, gaps.end()));
            for (Gaps.Gap gap : gaps.all()) {
                made.gap(gap.from(), gap.to(), gap.commit());
            }
            made.force();
        }
        replace(file.name());
        actions.add(file.name() + ": " + (file.damaged() ? "header written anew, " : "")
                + gaps.all().size() + " parts that could not be read left out"
                + (cut ? ", cut at " + good + " where the last write was not complete" : ""));
    }

    private void replace(String name) throws IOException {
        keep(name);
        Files.move(
                folder.resolve(NEW),
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Under another name, so that it is there whatever happens next. */
    private void keep(String name) throws IOException {
        Files.createDirectories(aside);
        Path target = aside.resolve(name + "." + time);
        if (!Files.exists(target)) {
            Files.copy(folder.resolve(name), target);
        }
    }

    private void force() throws IOException {
        for (Path path : Files.isDirectory(aside) ? List.of(aside, folder) : List.of(folder)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Only where the log ends is asked for. */
    private static final class Nothing implements LogReader.Visitor {
        @Override
        public void segment(SegmentFile segment, long done) {
            // The files are looked at one by one afterwards.
        }

        @Override
        public void record(RecordType type, ByteBuffer content, long position, int size) {
            // As above.
        }

        @Override
        public void damaged(Damage damage) {
            // As above.
        }
    }
}
