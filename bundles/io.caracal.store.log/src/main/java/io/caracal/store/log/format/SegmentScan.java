package io.caracal.store.log.format;

import io.caracal.store.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the records of one segment in order, and finds the next good one behind what is damaged. Memory for its window, and for the longest record. */
public final class SegmentScan {
    /** Bytes that are read at once from the beginning to the end. */
    public static final int WIDE = 1 << 20;

    private static final int SHORT = 1 << 16;

    /** What comes next. */
    public enum Step {
        /** A good record. */
        RECORD,
        /** Bytes that are no record: from {@link #position} to {@link #holeEnd}. */
        HOLE,
        /** No more records: nothing but zeros up to the end of the file, or its end, or {@link RecordType#END}. */
        END
    }

    private final DiskFile file;
    private final long size;
    private final long seed;
    private final CRC32C crc = new CRC32C();
    private final int width;
    private ByteBuffer window;
    private long windowAt;
    private long next = SegmentHeader.SIZE;

    /** They never fall. */
    private long commit;

    private long position;
    private long holeEnd;
    private int at;
    private @Nullable RecordType type;
    private boolean sealed;

    /** What the last attempt to read a record has read. */
    private long spent;

    /**
     * @param size how far to read
     * @param width how many bytes are read at once
     */
    public SegmentScan(DiskFile file, SegmentHeader header, long size, int width) {
        this.width = width;
        this.window = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
        this.file = file;
        this.size = size;
        this.seed = RecordHeader.seed(header.storeId(), header.number());
        this.commit = header.firstCommit();
        window.limit(0);
    }

    /** Reads on from a place where a record begins. */
    public void seek(long start) {
        next = start;
    }

    /** Goes to what comes next. */
    public Step next() throws IOException {
        position = next;
        if (sealed || size - position < RecordHeader.SIZE) {
            return Step.END;
        }
        if (isRecord(position, Long.MAX_VALUE)) {
            commit = RecordHeader.commit(window, at);
            next = position + RecordHeader.sizeOf(RecordHeader.length(window, at));
            sealed = type == RecordType.END;
            return Step.RECORD;
        }
        return search();
    }

    private Step search() throws IOException {
        long budget = 64 * Math.max(size, width);
        boolean blank = true;
        for (long from = position; size - from >= RecordHeader.ALIGNMENT; from += RecordHeader.ALIGNMENT) {
            load(from, RecordHeader.ALIGNMENT);
            if (window.getLong(at) == 0) {
                continue; // no record begins with them: at worst the record before is taken as ended
            }
            blank = false;
            if (from > position && size - from >= RecordHeader.SIZE && isRecord(from, budget)) {
                holeEnd = from;
                next = from;
                return Step.HOLE;
            }
            budget -= spent;
        }
        holeEnd = size;
        next = size;
        return blank ? Step.END : Step.HOLE;
    }

    /** @param budget how many bytes may be read to find out, so that content made to look like long records cannot cost for ever */
    private boolean isRecord(long start, long budget) throws IOException {
        spent = 0;
        load(start, RecordHeader.SIZE);
        int length = RecordHeader.length(window, at);
        RecordType found = RecordType.of(RecordHeader.type(window, at));
        long ahead = RecordHeader.commit(window, at) - commit;
        if (found == null || length < 0 || length > size - start - RecordHeader.SIZE || ahead < 0 || ahead > 1L << 32) {
            return false;
        }
        if (length > SHORT && length > budget) {
            return false;
        }
        spent = length;
        load(start, RecordHeader.SIZE + length);
        type = found;
        return RecordHeader.intact(window, at, seed, start, crc);
    }

    /** Brings a part of the file into the window, and {@link #at} to its place there. */
    private void load(long start, int length) throws IOException {
        if (start < windowAt || start + length > windowAt + window.limit()) {
            if (length > window.capacity()) {
                window = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            } else if (window.capacity() > width) {
                window = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
            }
            window.clear().limit((int) Math.min(window.capacity(), size - start));
            windowAt = start;
            int read = file.read(window, start);
            window.position(0);
            if (read < length) {
                throw new IOException(file + " ends at " + (start + read) + ", and " + size + " bytes were expected");
            }
        }
        at = (int) (start - windowAt);
    }

    /** Where the record, the hole or the end is. */
    public long position() {
        return position;
    }

    /** Where the next good record begins, or the end of the file. */
    public long holeEnd() {
        return holeEnd;
    }

    /** Whether {@link RecordType#END} was read. */
    public boolean sealed() {
        return sealed;
    }

    /** The bytes that the record takes. */
    public int recordSize() {
        return RecordHeader.sizeOf(RecordHeader.length(window, at));
    }

    public RecordType type() {
        if (type == null) {
            throw new IllegalStateException("no record was read");
        }
        return type;
    }

    /** The commit of the last record; of the segment's first one, if there was none yet. */
    public long commit() {
        return commit;
    }

    /** Whether the record is the first of its commit. */
    public boolean first() {
        return RecordHeader.first(window, at);
    }

    /** The content of the record, until the next one is read. */
    public ByteBuffer content() {
        return window.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(at + RecordHeader.SIZE + RecordHeader.length(window, at))
                .position(at + RecordHeader.SIZE);
    }
}
