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
    private final Chain chain = new Chain();
    private long segments;
    private long records;
    private long bytes;

    /**
     * Reads one; the oldest comes first.
     *
     * @param size up to where it must be good
     */
    public void segment(SegmentHeader header, DiskFile file, long size) throws IOException {
        segments++;
        bytes += size;
        checkHeader(header, file);
        SegmentScan scan = new SegmentScan(file, header, size, SegmentScan.WIDE);
        while (true) {
            switch (scan.next()) {
                case RECORD -> records++;
                case HOLE ->
                    problem(Damage.hole(SegmentHeader.fileName(header.number()), scan.position(), scan.holeEnd()));
                case END -> {
                    chain.ends(header, scan.position());
                    return;
                }
            }
        }
    }

    private void checkHeader(SegmentHeader header, DiskFile file) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(SegmentHeader.SIZE);
        file.read(found, 0);
        if (!found.flip().equals(header.encoded())) {
            problem(new Damage(
                    SegmentHeader.fileName(header.number()), 0, SegmentHeader.SIZE, "the header is damaged"));
        }
        chain.link(header).ifPresent(this::problem);
    }

    private void problem(Damage damage) {
        problems.add(damage.toString());
    }

    public Report report() {
        return new Report(segments, records, bytes, List.copyOf(problems));
    }
}
