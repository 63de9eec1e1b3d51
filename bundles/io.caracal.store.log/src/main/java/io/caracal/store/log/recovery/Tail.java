package io.caracal.store.log.recovery;

import io.caracal.store.log.format.SegmentScan;
import java.io.IOException;

/**
 * Where the log ends. The last commit may have been on its way to the disk when the machine stopped, and any part of it may be missing: then
 * nobody was told that it was durable, and all of it from the first hole on goes. A hole that has records of later commits behind it was
 * durable once: that is damage, which costs what is in it and nothing else.
 *
 * @param position where the last segment is to be cut
 * @param torn whether records or parts of some are cut off
 */
record Tail(long position, boolean torn) {
    /** Finds the end of the segment that is the last one with records. */
    static Tail of(SegmentFile segment) throws IOException {
        SegmentScan scan = new SegmentScan(segment.file(), segment.header(), segment.size(), SegmentScan.WIDE);
        long cut = -1;
        long commitBehind = -1;
        while (true) {
            switch (scan.next()) {
                case END -> {
                    return cut < 0 ? new Tail(scan.position(), false) : new Tail(cut, true);
                }
                case HOLE -> {
                    if (cut < 0) {
                        cut = scan.position();
                        commitBehind = -1;
                    }
                }
                case RECORD -> {
                    if (cut < 0) {
                        continue;
                    }
                    if (scan.first() || commitBehind >= 0 && scan.commit() != commitBehind) {
                        cut = -1;
                    } else {
                        commitBehind = scan.commit();
                    }
                }
            }
        }
    }
}
