package io.caracal.store.log.cleaning;

import io.caracal.api.store.StoreState;
import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.format.SegmentScan;
import io.caracal.store.log.index.RetainedPlaces;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.journal.Journal;
import io.caracal.store.log.journal.Rules;
import io.caracal.store.log.segment.Place;
import io.caracal.store.log.segment.Segment;
import io.caracal.store.log.segment.Segments;
import io.caracal.store.log.segment.Usage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees room, always in the oldest segment: if nothing is alive there, it goes; if the files hold much more than what is alive, that
 * part of it is written again at the end, and it goes. In this order a record that takes something away is never kept longer
 * than needed, nor shorter: what it took away was before it.
 */
public final class Cleaner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int NARROW = 1 << 16;
    private static final int ATTEMPTS = 3;

    private final Disk disk;
    private final Journal journal;
    private final Segments segments;
    private final Mover mover;
    private final Pace pace;
    private final Waste waste;
    private int failedAttempts;

    public Cleaner(
            Disk disk,
            Journal journal,
            Segments segments,
            SessionIndex sessions,
            RetainedPlaces retained,
            Rules rules,
            long segmentSize) {
        this.disk = disk;
        this.journal = journal;
        this.segments = segments;
        this.mover = new Mover(journal, sessions, retained);
        this.pace = new Pace(rules::compactionRate);
        this.waste = new Waste(segmentSize);
    }

    @Override
    public void run() {
        try {
            while (!pace.isOver() && journal.failure() == null) {
                if (!cleaned()) {
                    pace.pause(REST);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // whatever it is: room is never freed again
            if (!pace.isOver() && journal.failure() == null) {
                LOG.error("store FAILED: room could not be freed; mend the disk and start the broker again", e);
                journal.fail(new IOException(
                        "the store has failed and keeps nothing more until the broker is started again: " + e, e));
            }
        }
    }

    /** Ends {@link #run} soon. */
    public void stop() {
        pace.end();
    }

    /** Whether the oldest segment has gone. */
    private boolean cleaned() throws IOException, InterruptedException, ExecutionException {
        boolean full = journal.state() == StoreState.FULL;
        if (full) {
            journal.checkRoom();
        }
        Segment oldest = next(full);
        if (oldest == null) {
            return false;
        }
        moveLive(oldest);
        if (pace.isOver() || isWorthAnotherTry(oldest)) {
            return false;
        }
        return isDropped(oldest);
    }

    /** Whether something could not be read that may be readable a little later. */
    private boolean isWorthAnotherTry(Segment segment) throws InterruptedException {
        journal.lock();
        try {
            if (segment.usage().alive() == 0 || ++failedAttempts == ATTEMPTS) {
                failedAttempts = 0;
                return false;
            }
        } finally {
            journal.unlock();
        }
        return !pace.pause(REST);
    }

    private @Nullable Segment next(boolean full) {
        journal.lock();
        try {
            Segment oldest = segments.oldest();
            if (oldest == null || !oldest.closed() || oldest.pinned()) {
                return null;
            }
            return oldest.usage().alive() == 0 || waste.isTooMuch(segments, full) ? oldest : null;
        } finally {
            journal.unlock();
        }
    }

    private void moveLive(Segment segment) throws InterruptedException {
        SegmentScan scan = null;
        for (int page = nextLive(segment, 0); page >= 0 && !pace.isOver(); page = nextLive(segment, page + 1)) {
            if (scan == null) {
                scan = new SegmentScan(segment.file(), segment.header(), segment.written(), NARROW);
            }
            scan.seek(segment.usage().firstRecord(page));
            try {
                movePage(segment, scan, (page + 1L) * Usage.PAGE);
            } catch (IOException e) {
                LOG.error("store: cannot be read file={} page={}", segment.fileName(), page, e);
            }
            while (journal.lagging() && !pace.isOver() && journal.failure() == null) {
                pace.pause(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private int nextLive(Segment segment, int page) {
        journal.lock();
        try {
            return segment.usage().nextLive(page);
        } finally {
            journal.unlock();
        }
    }

    private void movePage(Segment segment, SegmentScan scan, long end) throws IOException, InterruptedException {
        long bytes = 0;
        while (true) {
            SegmentScan.Step step = scan.next();
            if (step == SegmentScan.Step.END || scan.position() >= end) {
                break;
            }
            if (step == SegmentScan.Step.RECORD) {
                bytes += scan.recordSize() + move(segment, scan);
            } else {
                LOG.error(
                        "store: damaged, what was there is lost file={} position={} bytes={}",
                        segment.fileName(),
                        scan.position(),
                        scan.holeEnd() - scan.position());
            }
        }
        pace.use(bytes);
    }

    /** Bytes that were written. */
    private long move(Segment segment, SegmentScan scan) {
        journal.lock();
        try {
            if (journal.failure() != null) {
                return 0;
            }
            long before = journal.appended();
            mover.move(scan.type(), scan.content(), Place.of(segment.number(), scan.position()));
            long moved = journal.appended() - before;
            if (moved > 0) {
                journal.tally().moved(moved);
                journal.answer(false);
            }
            return moved;
        } finally {
            journal.unlock();
        }
    }

    /** It goes when everything that took its place is durable. */
    private boolean isDropped(Segment segment) throws IOException, InterruptedException, ExecutionException {
        journal.flush().get();
        for (Segment other : unforced()) {
            other.file().force();
        }
        long alive;
        journal.lock();
        try {
            if (segment.pinned()) {
                return false;
            }
            alive = segment.usage().alive();
            segments.removeOldest();
            journal.dropped(segment);
        } finally {
            journal.unlock();
        }
        segment.file().close();
        if (alive == 0) {
            disk.delete(segment.fileName());
        } else {
            LOG.error(
                    "store: records could not be moved and are lost file={} kept as .damaged records={}",
                    segment.fileName(),
                    alive);
            disk.rename(segment.fileName(), segment.fileName() + ".damaged");
        }
        disk.forceFolder(); // before the next one goes: none may go while one before it could come back
        return true;
    }

    private List<Segment> unforced() {
        journal.lock();
        try {
            return segments.all().stream()
                    .filter(Segment::hasFile)
                    .filter(Segment::unforced)
                    .toList();
        } finally {
            journal.unlock();
        }
    }
}
