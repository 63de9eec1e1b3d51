package io.caracal.store.log.journal;

import io.caracal.api.store.StoreState;
import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.format.RecordHeader;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.segment.Place;
import io.caracal.store.log.segment.Segment;
import io.caracal.store.log.segment.Segments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log, where everybody appends. Whoever changes something takes the lock, writes a record ({@link #begin}, the content,
 * {@link #end}), changes the index and gets the answer of the batch ({@link #answer}): the order of the log is the order of the changes. Nothing
 * slow happens under the lock. One thread ({@link Committer}) takes a batch after the other to the disk, and never two at a time, so
 * whatever is found of a commit proves that those before it were durable.
 */
public final class Journal {
    /** So much may wait to be written before publishers are to be held back. */
    private static final long LAG = 8 << 20;

    private static final int END_SIZE = RecordHeader.SIZE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Segments segments;
    private final Room room;
    private final int segmentSize;
    private final Rules rules;

    private final BatchQueue batches;
    private final RecordBuffer buffer = new RecordBuffer();
    private final Tally tally = new Tally();
    private long totalBytes;
    private long appended;
    private volatile long pending;
    private volatile @Nullable CompletableFuture<?> failed;

    /**
     * @param segments what is there
     * @param next of the segment that everything goes to; there is none with its number
     */
    Journal(Segments segments, SegmentHeader next, Room room, Rules rules, int segmentSize) {
        this.segments = segments;
        this.room = room;
        this.segmentSize = segmentSize;
        this.rules = rules;
        Segment first = new Segment(next);
        segments.add(first);
        this.totalBytes = segments.bytes();
        this.batches = new BatchQueue(lock.newCondition(), new Gathering(rules), first);
    }

    public void lock() {
        lock.lock();
    }

    public void unlock() {
        lock.unlock();
    }

    // Appending: under the lock

    /**
     * Begins a record. One that was begun before and not ended is forgotten.
     *
     * @param longest the most bytes that its content may take
     * @return where the content goes
     */
    public ByteBuffer begin(RecordType type, int longest) {
        buffer.abandon();
        if (!fits(longest) && batches.current().segment.tail() > SegmentHeader.SIZE) {
            roll();
        }
        return buffer.begin(batches.current(), type, longest);
    }

    private boolean fits(int length) {
        return batches.current().segment.tail() + RecordHeader.sizeOf(length) + END_SIZE <= segmentSize;
    }

    /**
     * Ends the record: it is in the log.
     *
     * @param references how many things are alive in it
     * @return its {@link Place}
     */
    public long end(int references) {
        Batch batch = batches.current();
        int size = buffer.end(batch.isEmpty(), batch.commit);
        long position = batch.segment.tail();
        batch.segment.add(position, size, references);
        grown(batch, size);
        tally.record();
        return Place.of(batch.segment.number(), position);
    }

    /**
     * Goes on with the last record if it has this type, else begins one.
     *
     * @param longest the most bytes that are added
     */
    public ByteBuffer beginRun(RecordType type, int longest) {
        buffer.abandon();
        return buffer.canExtend(type, longest) && fits(longest) ? buffer.extend() : begin(type, longest);
    }

    /** The sequence that the run has come to, from which the next is counted. */
    public long runSequence(long next) {
        return buffer.runSequence(next);
    }

    /** Ends what {@link #beginRun} began. */
    public void endRun() {
        if (!buffer.isExtending()) {
            end(0);
            return;
        }
        int more = buffer.endExtension();
        batches.current().segment.extend(more);
        grown(batches.current(), more);
    }

    private void grown(Batch batch, int more) {
        batch.grow(more);
        totalBytes += more;
        appended += more;
        pending += more;
    }

    /** The segment is full: the next one goes on. */
    private void roll() {
        Batch last = batches.current();
        buffer.begin(last, RecordType.END, 0);
        end(0);
        last.closesSegment();
        Segment next = new Segment(last.segment.header().next(last.commit + 1, last.segment.tail()));
        segments.add(next);
        totalBytes += next.tail();
        batches.seal(next);
        batches.wake();
    }

    /**
     * What was appended is one change.
     *
     * @param awaited whether somebody waits for it, so that it should become durable soon
     * @return completes when it is durable; the same for all that become durable together
     */
    public CompletableFuture<@Nullable Void> answer(boolean awaited) {
        boolean waits = rules.waits();
        batches.changed(awaited && waits);
        return waits ? batches.current().done : Answers.done();
    }

    /** As {@link #answer}, for who asks whether it was done. */
    public CompletableFuture<Boolean> answerYes() {
        boolean waits = rules.waits();
        batches.changed(waits);
        return waits ? batches.current().yes() : Answers.yes();
    }

    /**
     * The answer to a call that found nothing to change. What it found may not be durable yet, so it completes only when everything is that was
     * appended before.
     */
    public CompletableFuture<@Nullable Void> unchanged() {
        CompletableFuture<?> broken = failed;
        if (broken != null) {
            return Answers.as(broken);
        }
        return rules.waits() ? flush() : Answers.done();
    }

    /** Null if there is room for new work, else what it is answered with. */
    public @Nullable CompletableFuture<?> refusal() {
        CompletableFuture<?> known = failed;
        return known == null ? room.refusal(totalBytes) : known;
    }

    /** Null if changes are taken, else what they are answered with. */
    public @Nullable CompletableFuture<?> failure() {
        return failed;
    }

    /** The content of a record that is not in its file yet; null if it is there. Good as long as the lock is held. */
    public @Nullable ByteBuffer content(long place) {
        return batches.content(place);
    }

    /** Bytes that were ever appended here. */
    public long appended() {
        return appended;
    }

    /** What has been written since the start. */
    public Tally tally() {
        return tally;
    }

    /** A segment went. */
    public void dropped(Segment segment) {
        totalBytes -= segment.tail();
    }

    // From any thread

    /** Completes when everything that was appended before is written. */
    public CompletableFuture<@Nullable Void> flush() {
        lock.lock();
        try {
            CompletableFuture<?> broken = failed;
            if (broken != null) {
                return Answers.as(broken);
            }
            Batch newest = batches.hurried();
            return newest == null ? Answers.done() : newest.done;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything that was appended is written. */
    public boolean isWritten() {
        lock.lock();
        try {
            return batches.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether more waits to be written than is good. */
    public boolean lagging() {
        return pending > LAG;
    }

    public StoreState state() {
        if (failed != null) {
            return StoreState.FAILED;
        }
        return room.isFull() ? StoreState.FULL : StoreState.OPEN;
    }

    /** Why it takes no new work; empty if it does. */
    public String reason() {
        CompletableFuture<?> broken = failed;
        return broken == null
                ? room.reason()
                : String.valueOf(broken.exceptionNow().getMessage());
    }

    /** Looks whether there is room again, or not any more. */
    public void checkRoom() throws IOException {
        room.check(bytes());
    }

    long bytes() {
        lock.lock();
        try {
            return totalBytes;
        } finally {
            lock.unlock();
        }
    }

    // The committing thread

    /** Waits for a batch that should be written now; null when the journal is closed and everything is written. */
    @Nullable
    Batch take() throws InterruptedException {
        lock.lock();
        try {
            Batch taken = batches.take();
            buffer.leave();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void opened(Segment segment, DiskFile file) {
        lock.lock();
        try {
            segment.file(file);
        } finally {
            lock.unlock();
        }
    }

    /** The batch is written, and durable if that is asked for. */
    void written(Batch batch, long nanos) {
        lock.lock();
        try {
            batch.segment.written(batch.end());
            if (batch.isLastOfSegment()) {
                batch.segment.close();
            }
            batches.written();
            pending -= batch.bytes();
            tally.commit(batch.bytes(), nanos);
            batch.free();
        } finally {
            lock.unlock();
        }
        batch.complete();
    }

    /** Waits a little, or until the journal is closed; true if it is. */
    boolean pause(long millis) throws InterruptedException {
        lock.lock();
        try {
            return batches.pause(millis);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing can be promised any more. What is here stays, to be read. */
    public void fail(Exception failure) {
        List<Batch> broken;
        lock.lock();
        try {
            if (failed == null) {
                failed = CompletableFuture.failedFuture(failure);
            }
            broken = batches.all();
        } finally {
            lock.unlock();
        }
        broken.forEach(batch -> batch.fail(failure));
    }

    /** Nothing more is taken; what is there is written, and then it is noted that all is well. */
    void close() {
        lock.lock();
        try {
            if (failed == null) {
                noteThatAllIsWell();
                failed = CompletableFuture.failedFuture(new IOException("the store is closed"));
            }
            batches.close();
        } finally {
            lock.unlock();
        }
    }

    /** In a commit of its own: only that proves that the others were durable. */
    private void noteThatAllIsWell() {
        Segment segment = batches.current().segment;
        if (segment.tail() == SegmentHeader.SIZE) {
            return;
        }
        if (!batches.current().isEmpty()) {
            batches.seal(segment);
            buffer.leave();
        }
        begin(RecordType.CLOSED, 0);
        end(0);
    }
}
