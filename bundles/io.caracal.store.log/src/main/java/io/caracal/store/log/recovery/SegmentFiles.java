package io.caracal.store.log.recovery;

import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.format.UnknownFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens the files of a store, in the order of their numbers, and refuses what it must not touch. */
public final class SegmentFiles implements Closeable {
    private final List<SegmentFile> files = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<DiskFile> opened = new ArrayList<>();
    private OptionalLong storeId = OptionalLong.empty();

    /** One file before it is known to which store it belongs. */
    private record Found(long number, DiskFile file, Optional<SegmentHeader> header, boolean damaged) {}

    private SegmentFiles() {}

    /** Opens all of them. Those with a damaged header are readable if another one tells to which store they belong. */
    public static SegmentFiles open(Disk disk) throws IOException {
        SegmentFiles files = new SegmentFiles();
        try {
            files.find(disk);
            return files;
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    private void find(Disk disk) throws IOException {
        List<Found> found = new ArrayList<>();
        for (long number : numbers(disk)) {
            DiskFile file = disk.open(SegmentHeader.fileName(number));
            opened.add(file);
            found.add(found(number, file));
        }
        for (Found one : found) {
            if (one.header.isPresent()) {
                belongs(one.header.get());
            }
        }
        for (Found one : found) {
            sort(one);
        }
    }

    private static List<Long> numbers(Disk disk) throws IOException {
        return disk.list().stream()
                .map(SegmentHeader::numberIn)
                .filter(number -> number >= 0)
                .sorted()
                .toList();
    }

    private static Found found(long number, DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.SIZE);
        file.read(bytes, 0);
        bytes.flip();
        String name = SegmentHeader.fileName(number);
        try {
            Optional<SegmentHeader> header = SegmentHeader.decoded(bytes, number);
            if (header.isPresent() && header.get().number() != number) {
                throw new IOException("file " + name + " of the store is segment "
                        + header.get().number() + ", so somebody has renamed or copied it; move it away");
            }
            boolean whole = header.isPresent() && header.get().encoded().equals(bytes);
            return new Found(number, file, header, !whole);
        } catch (UnknownFormatException e) {
            throw new IOException("file " + name + " of the store cannot be read: " + e.getMessage(), e);
        }
    }

    private void belongs(SegmentHeader header) throws IOException {
        if (storeId.isEmpty()) {
            storeId = OptionalLong.of(header.storeId());
        } else if (storeId.getAsLong() != header.storeId()) {
            throw new IOException("file " + SegmentHeader.fileName(header.number())
                    + " belongs to another store than those before it, so somebody has put it there; move it away");
        }
    }

    private void sort(Found found) throws IOException {
        if (storeId.isEmpty()) {
            unreadable.add(SegmentHeader.fileName(found.number));
            return;
        }
        SegmentHeader header = found.header.orElseGet(
                () -> new SegmentHeader(found.number, storeId.getAsLong(), lastFirstCommit(), 0, 0));
        files.add(new SegmentFile(header, found.file, found.file.size(), found.damaged));
    }

    private long lastFirstCommit() {
        return files.isEmpty() ? 0 : files.getLast().header().firstCommit();
    }

    /** The oldest first. */
    public List<SegmentFile> all() {
        return files;
    }

    /** Names of files of which nothing can be said, because no file has a header any more. */
    public List<String> unreadable() {
        return unreadable;
    }

    /** Empty if there is no file that says. */
    public OptionalLong storeId() {
        return storeId;
    }

    @Override
    public void close() throws IOException {
        for (DiskFile file : opened) {
            file.close();
        }
    }
}
