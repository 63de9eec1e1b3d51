package io.caracal.store.log.journal;

import io.caracal.store.log.disk.DiskFullException;
import io.caracal.store.log.segment.Segment;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches to the disk, one after the other, on a thread of its own, and says when each is durable. */
final class Committer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long RETRY_MILLIS = 200;

    private final Journal journal;
    private final SegmentWriter writer;
    private final Room room;
    private long roomCheckedAt = -SegmentWriter.STEP;

    Committer(Journal journal, SegmentWriter writer, Room room) {
        this.journal = journal;
        this.writer = writer;
        this.room = room;
    }

    @Override
    public void run() {
        try {
            Batch batch = journal.take();
            while (batch != null) {
                commit(batch);
                batch = journal.take();
            }
        } catch (Throwable e) { // whatever it is: nobody may wait for ever
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        LOG.error(
                "store FAILED: a write to the disk failed, so nothing is acknowledged any more; what was acknowledged before is safe."
                        + " Mend the disk and start the broker again",
                cause);
        journal.fail(new IOException(
                "the store has failed and keeps nothing more until the broker is started again: " + cause, cause));
    }

    private void commit(Batch batch) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!isWritten(batch)) {
            if (journal.pause(RETRY_MILLIS)) {
                throw new IOException("closed while there was no room to write what waited");
            }
        }
        journal.written(batch, System.nanoTime() - begun);
    }

    /** False if there is no room now. */
    private boolean isWritten(Batch batch) throws IOException {
        try {
            Segment segment = batch.segment;
            if (!segment.hasFile() || writer.grows(batch)) {
                checkRoom(batch);
            }
            if (!segment.hasFile()) {
                journal.opened(segment, writer.created(segment));
            }
            writer.write(batch);
            return true;
        } catch (DiskFullException e) {
            room.exhausted(e);
            return false;
        }
    }

    private void checkRoom(Batch batch) throws IOException {
        long bytes = journal.bytes();
        if (Math.abs(bytes - roomCheckedAt) >= SegmentWriter.STEP || !batch.segment.hasFile()) {
            roomCheckedAt = bytes;
            room.check(bytes);
        }
    }
}
