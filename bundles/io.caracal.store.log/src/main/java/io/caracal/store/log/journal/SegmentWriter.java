package io.caracal.store.log.journal;

import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.disk.DiskFullException;
import io.caracal.store.log.format.RecordHeader;
import io.caracal.store.log.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/** Writes batches into their segments. Only on the committing thread. */
final class SegmentWriter {
    /** What is added with zeros to a file that grows by small commits: a commit within it changes no metadata, which halves its time. */
    static final int STEP = 1 << 20;

    private static final String UNNAMED = "segment.tmp";

    private final Disk disk;
    private final int segmentSize;
    private final Rules rules;
    private final CRC32C crc = new CRC32C();

    /** Written and not forced, because that was not asked for. */
    private final Set<Segment> unforced = new LinkedHashSet<>();

    /** Up to where the file of the last segment reaches. */
    private long allocated;

    SegmentWriter(Disk disk, int segmentSize, Rules rules) {
        this.disk = disk;
        this.segmentSize = segmentSize;
        this.rules = rules;
    }

    /** Whether the file has to grow for a batch. */
    boolean grows(Batch batch) {
        return !batch.segment.hasFile() || batch.end() > allocated;
    }

    /** Creates the file of a segment, whole and under its name, or not at all. */
    DiskFile created(Segment segment) throws IOException {
        if (disk.list().contains(UNNAMED)) {
            disk.delete(UNNAMED);
        }
        DiskFile file = disk.create(UNNAMED);
        try {
            ByteBuffer header = segment.header().encoded();
            allocated = header.remaining();
            file.write(header, 0);
            file.force();
            disk.rename(UNNAMED, segment.fileName());
            disk.forceFolder();
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Writes a batch, and makes it durable if that is asked for. */
    void write(Batch batch) throws IOException {
        DiskFile file = batch.segment.file();
        boolean forces = rules.forces();
        if (forces && batch.end() > allocated && batch.bytes() < STEP / 4) {
            allocate(file, batch.end());
        }
        long position = batch.start;
        for (ByteBuffer chunk : batch.chunks()) {
            ByteBuffer records = chunk.duplicate().order(chunk.order()).flip();
            seal(records, batch.segment, position);
            int size = records.remaining();
            file.write(records, position);
            position += size;
        }
        allocated = Math.max(allocated, position);
        if (batch.isLastOfSegment()) {
            file.truncate(position);
        }
        if (forces) {
            forceEarlier();
            file.force();
        } else {
            batch.segment.unforced(true);
            unforced.add(batch.segment);
        }
    }

    /** What is durable proves that all before it is; so it has to be, also where another rule was in force. */
    private void forceEarlier() throws IOException {
        for (Segment segment : unforced) {
            if (segment.hasFile()) {
                segment.file().force();
                segment.unforced(false);
            }
        }
        unforced.clear();
    }

    private void allocate(DiskFile file, long needed) throws IOException {
        long end = Math.min(Math.max(needed, segmentSize), needed + STEP);
        try {
            file.write(ByteBuffer.allocate((int) (end - allocated)), allocated);
            allocated = end;
        } catch (DiskFullException _) {
            // The batch may still fit; if it does not, its own write says so.
        }
    }

    private void seal(ByteBuffer records, Segment segment, long position) {
        long seed = RecordHeader.seed(segment.header().storeId(), segment.number());
        int at = 0;
        while (at < records.limit()) {
            RecordHeader.seal(records, at, seed, position + at, crc);
            at += RecordHeader.sizeOf(RecordHeader.length(records, at));
        }
    }
}
