package io.caracal.store.log.journal;

import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.segment.Segments;
import java.io.Closeable;
import java.io.IOException;

/** A journal, and the thread that takes it to the disk. */
public final class CommitThread implements Closeable {
    private final Journal journal;
    private final Thread thread;

    /**
     * @param next where the log goes on
     * @param segmentSize of new files, in bytes
     */
    public CommitThread(Disk disk, Segments segments, SegmentHeader next, Rules rules, int segmentSize)
            throws IOException {
        Room room = new Room(disk, rules, segmentSize);
        journal = new Journal(segments, next, room, rules, segmentSize);
        SegmentWriter writer = new SegmentWriter(disk, segmentSize, rules);
        journal.checkRoom();
        thread = Thread.ofPlatform().name("caracal-store-commit").start(new Committer(journal, writer, room));
    }

    public Journal journal() {
        return journal;
    }

    /** Writes everything that waits. */
    @Override
    public void close() {
        journal.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true; // what waits is written nevertheless
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
