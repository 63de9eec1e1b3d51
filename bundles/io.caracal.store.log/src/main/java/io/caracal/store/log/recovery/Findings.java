package io.caracal.store.log.recovery;

import io.caracal.api.store.StoreMaintenance.Report;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What is found in the files of a store that nobody has open: how much there is, and what is wrong with it. */
public final class Findings implements LogReader.Visitor {
    private final List<Damage> damages = new ArrayList<>();
    private long segments;
    private long records;
    private long bytes;

    private Findings() {}

    /** Reads everything. What was cut when the machine stopped is told as well. */
    public static Findings of(SegmentFiles files) throws IOException {
        Findings findings = new Findings();
        LogReader.End end = new LogReader(files.all(), findings).read();
        if (end.torn()) {
            SegmentFile last = files.all().get(end.segments() - 1);
            findings.damaged(Damage.of(
                    last.name(),
                    end.position(),
                    last.size(),
                    "the last write is not complete, and nobody was told that it was"));
        }
        for (String name : files.unreadable()) {
            findings.damaged(new Damage(name, 0, SegmentHeader.SIZE, "no header of this store can be read"));
        }
        return findings;
    }

    @Override
    public void segment(SegmentFile segment, long done) {
        segments++;
        bytes += segment.size();
    }

    @Override
    public void record(RecordType type, ByteBuffer content, long position, int size) {
        records++;
    }

    @Override
    public void damaged(Damage damage) {
        damages.add(damage);
    }

    public List<Damage> damages() {
        return damages;
    }

    public long lostBytes() {
        return damages.stream().mapToLong(Damage::bytes).sum();
    }

    public Report report() {
        return new Report(
                segments, records, bytes, damages.stream().map(Damage::toString).toList());
    }
}
