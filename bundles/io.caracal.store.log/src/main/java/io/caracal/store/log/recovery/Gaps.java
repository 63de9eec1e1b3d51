package io.caracal.store.log.recovery;

import io.caracal.store.log.format.RecordHeader;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.format.SegmentScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a segment that are to be filled.
 *
 * @param end where the segment ends with them
 */
record Gaps(List<Gap> all, long end) {
    /**
     * From one position up to another.
     *
     * @param commit of the record before it; numbers of commits never fall
     */
    record Gap(long from, long to, long commit) {}

    /**
     * @param good up to where the file is part of the log
     * @param needed where the segment behind says that this one ends
     */
    static Gaps of(SegmentFile file, SegmentHeader header, long good, long needed) throws IOException {
        List<Gap> gaps = new ArrayList<>();
        SegmentScan scan = new SegmentScan(file.file(), header, good, SegmentScan.WIDE);
        SegmentScan.Step step = scan.next();
        while (step != SegmentScan.Step.END) {
            if (step == SegmentScan.Step.HOLE) {
                gaps.add(new Gap(scan.position(), scan.holeEnd(), scan.commit()));
            }
            step = scan.next();
        }
        Gap last = gaps.isEmpty() || gaps.getLast().to != scan.position() ? null : gaps.removeLast();
        long end = last == null ? scan.position() : endOf(last);
        if (needed > end) {
            gaps.add(new Gap(last == null ? end : last.from, needed, scan.commit()));
        } else if (last != null) {
            gaps.add(new Gap(last.from, end, last.commit));
        }
        return new Gaps(gaps, Math.max(end, needed));
    }

    /** A file that was cut anywhere ends where a record can: behind what can be filled, or in front of it. */
    private static long endOf(Gap last) {
        long aligned = last.to & -RecordHeader.ALIGNMENT;
        return aligned - last.from < RecordHeader.SIZE ? last.from : aligned;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
