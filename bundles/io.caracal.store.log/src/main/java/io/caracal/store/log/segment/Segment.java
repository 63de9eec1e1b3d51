package io.caracal.store.log.segment;

import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.format.SegmentHeader;
import org.jspecify.annotations.Nullable;

/** One file of the log. Under the lock of the journal, but for what is final. */
public final class Segment {
    private final SegmentHeader header;
    private final Usage usage = new Usage();
    private @Nullable DiskFile file;
    private long tail = SegmentHeader.SIZE;
    private long written;
    private boolean closed;
    private int pins;
    private volatile boolean unforced;

    public Segment(SegmentHeader header) {
        this.header = header;
    }

    public SegmentHeader header() {
        return header;
    }

    public long number() {
        return header.number();
    }

    public String fileName() {
        return SegmentHeader.fileName(number());
    }

    public Usage usage() {
        return usage;
    }

    /** Notes a record that was appended, or read at start. */
    public void add(long position, int size, int references) {
        usage.add(position, size, references);
        tail = position + size;
    }

    /** Notes what refers to a record, after it was added without. */
    public void hold(long position, int size, int references) {
        usage.hold(position, size, references);
    }

    /** The last record has become longer. */
    public void extend(int more) {
        tail += more;
    }

    /** Where the next record goes. */
    public long tail() {
        return tail;
    }

    /** The file, once it is there. */
    public DiskFile file() {
        if (file == null) {
            throw new IllegalStateException(fileName() + " is not written yet");
        }
        return file;
    }

    public void file(DiskFile opened) {
        file = opened;
    }

    public boolean hasFile() {
        return file != null;
    }

    /** How much of it is in the file, and durable if this store's files are forced. */
    public long written() {
        return written;
    }

    public void written(long end) {
        written = end;
    }

    /** Whether something was written after the file was last forced to the disk; from any thread. */
    public boolean unforced() {
        return unforced;
    }

    public void unforced(boolean now) {
        unforced = now;
    }

    /** Whether nothing will be appended any more, and everything is written. */
    public boolean closed() {
        return closed;
    }

    public void close() {
        closed = true;
    }

    /** Keeps the file from being deleted while it is read, until {@link #unpin}. */
    public void pin() {
        pins++;
    }

    public void unpin() {
        pins--;
    }

    public boolean pinned() {
        return pins > 0;
    }
}
