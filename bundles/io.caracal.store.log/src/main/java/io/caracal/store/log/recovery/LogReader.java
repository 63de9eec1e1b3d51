package io.caracal.store.log.recovery;

import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.format.SegmentScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads all segments of a log in order, and says where it ends and what is damaged. Changes nothing. */
public final class LogReader {
    /** What is told while it reads. */
    public interface Visitor {
        /**
         * A segment begins; its records and its damage follow.
         *
         * @param done bytes of the segments before it
         */
        void segment(SegmentFile segment, long done);

        /** A good record. The content is there during the call only. */
        void record(RecordType type, ByteBuffer content, long position, int size);

        /** A part that cannot be read. */
        void damaged(Damage damage);
    }

    /**
     * Where a log ends.
     *
     * @param segments those that belong to it; what is behind them holds nothing
     * @param position where the last of them ends; what is behind was never durable
     * @param torn whether something is behind that was to be a record
     * @param lastCommit the highest number of a commit that was seen
     */
    public record End(int segments, long position, boolean torn, long lastCommit) {}

    private final List<SegmentFile> files;
    private final Visitor visitor;
    private final Chain chain = new Chain();
    private long lastCommit;

    public LogReader(List<SegmentFile> files, Visitor visitor) {
        this.files = files;
        this.visitor = visitor;
    }

    public End read() throws IOException {
        int count = files.size();
        while (count > 0 && !hasRecords(files.get(count - 1))) {
            count--;
        }
        if (count == 0) {
            return new End(0, SegmentHeader.SIZE, false, lastCommit());
        }
        Tail tail = Tail.of(files.get(count - 1));
        long done = 0;
        for (SegmentFile file : files.subList(0, count - 1)) {
            read(file, file.size(), done);
            done += file.size();
        }
        read(files.get(count - 1), tail.position(), done);
        return new End(count, tail.position(), tail.torn(), lastCommit());
    }

    /** What is cut off, or in a segment without records, may have the number behind the last. */
    private long lastCommit() {
        long last = lastCommit + 1;
        for (SegmentFile file : files) {
            last = Math.max(last, file.header().firstCommit());
        }
        return last;
    }

    private static boolean hasRecords(SegmentFile segment) throws IOException {
        SegmentScan scan = new SegmentScan(segment.file(), segment.header(), segment.size(), SegmentScan.WIDE);
        SegmentScan.Step step = scan.next();
        return (step == SegmentScan.Step.HOLE ? scan.next() : step) == SegmentScan.Step.RECORD;
    }

    private void read(SegmentFile segment, long end, long done) throws IOException {
        chain.link(segment.header()).ifPresent(visitor::damaged);
        visitor.segment(segment, done);
        if (segment.damaged()) {
            visitor.damaged(new Damage(segment.name(), 0, SegmentHeader.SIZE, "the header is damaged"));
        }
        SegmentScan scan = new SegmentScan(segment.file(), segment.header(), end, SegmentScan.WIDE);
        while (true) {
            switch (scan.next()) {
                case RECORD -> {
                    lastCommit = Math.max(lastCommit, scan.commit());
                    visitor.record(scan.type(), scan.content(), scan.position(), scan.recordSize());
                }
                case HOLE -> visitor.damaged(Damage.hole(segment.name(), scan.position(), scan.holeEnd()));
                case END -> {
                    chain.ends(segment.header(), scan.position());
                    return;
                }
            }
        }
    }
}
