package io.caracal.store.log.recovery;

import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.segment.Place;
import io.caracal.store.log.segment.Segment;
import io.caracal.store.log.segment.Segments;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts what is read into the index, and into the segments what is alive in each. */
final class Loading implements LogReader.Visitor {
    private final Segments segments;
    private final Replay replay;
    private final Recovery.Listener listener;
    private final long bytes;
    private Segment segment = new Segment(new SegmentHeader(0, 0, 0, 0, 0));
    private long done;
    private long records;
    private long damages;

    Loading(Segments segments, Replay replay, Recovery.Listener listener, List<SegmentFile> files) {
        this.segments = segments;
        this.replay = replay;
        this.listener = listener;
        this.bytes = files.stream().mapToLong(SegmentFile::size).sum();
    }

    @Override
    public void segment(SegmentFile file, long before) {
        finish();
        segment = new Segment(file.header());
        segment.file(file.file());
        segments.add(segment);
        done = before;
    }

    /** Nothing comes to the segment any more. */
    void finish() {
        segment.written(segment.tail());
        segment.close();
    }

    @Override
    public void record(RecordType type, ByteBuffer content, long position, int size) {
        segment.add(position, size, 0);
        long place = Place.of(segment.number(), position);
        try {
            segment.hold(position, size, replay.apply(type, content, place));
        } catch (RuntimeException e) {
            damaged(new Damage(segment.fileName(), position, size, type + " does not hold what it should: " + e));
        }
        if ((++records & 0xfff) == 0) {
            listener.progress(done + position, bytes);
        }
    }

    @Override
    public void damaged(Damage damage) {
        damages++;
        listener.damaged(damage);
    }

    long records() {
        return records;
    }

    long damages() {
        return damages;
    }
}
