package io.caracal.store.log.recovery;

import io.caracal.api.store.StoreMaintenance.Report;
import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.format.SegmentScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads segments whole, and keeps nothing but what is wrong with them. */
public final class Checking {
    private final List<String> problems = new ArrayList<>();
    private long segments;
    private long records;
    private long bytes;

    /** @param size up to where it must be good */
    public void segment(SegmentHeader header, DiskFile file, long size) throws IOException {
        segments++;
        bytes += size;
        checkHeader(header, file);
        SegmentScan scan = new SegmentScan(file, header, size, SegmentScan.WIDE);
        while (true) {
            switch (scan.next()) {
                case RECORD -> records++;
                case HOLE -> problem(header, scan.position(), scan.holeEnd(), "no record can be read here");
                case END -> {
                    if (!scan.sealed() && scan.position() < size) {
                        problem(header, scan.position(), size, "records are missing");
                    }
                    return;
                }
            }
        }
    }

    private void checkHeader(SegmentHeader header, DiskFile file) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(SegmentHeader.SIZE);
        file.read(found, 0);
        if (!found.flip().equals(header.encoded())) {
            problem(header, 0, SegmentHeader.SIZE, "the header is damaged");
        }
    }

    private void problem(SegmentHeader header, long from, long to, String what) {
        problems.add(new Damage(SegmentHeader.fileName(header.number()), from, to - from, what).toString());
    }

    public Report report() {
        return new Report(segments, records, bytes, List.copyOf(problems));
    }
}
