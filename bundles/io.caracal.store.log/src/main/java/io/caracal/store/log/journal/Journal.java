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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
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

    /** So much is worth a write, whether somebody waits for it or not. */
    private static final int MUCH = 1 << 20;

    /** A record that several changes share stays short, so that damage to it costs few of them. */
    private static final int LONGEST_RUN = 1024;

    private static final int END_SIZE = RecordHeader.SIZE;

    /** What the committing thread waits for. */
    private enum Wanted {
        NOTHING,
        ANYTHING,
        ENOUGH
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Segments segments;
    private final Room room;
    private final Gathering gathering;
    private final int segmentSize;
    private final boolean waits;

    private final ChunkPool chunks = new ChunkPool();
    private final ArrayDeque<Batch> sealed = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private @Nullable Batch writing;
    private Batch current;
    private Wanted wanted = Wanted.NOTHING;
    private int enough = 1;
    private boolean closing;
    private long totalBytes;
    private long appended;
    private volatile long pending;
    private volatile @Nullable CompletableFuture<?> failed;

    // The record that is being written, or was last, and its buffer.
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private int recordAt;
    private RecordType recordType = RecordType.END;
    private boolean open;
    private boolean extending;
    private long runSequence;

    /**
     * @param segments what is there
     * @param next of the segment that everything goes to; there is none with its number
     * @param waits whether a change is durable only when it is written; else at once
     */
    Journal(Segments segments, SegmentHeader next, Room room, Gathering gathering, int segmentSize, boolean waits) {
        this.segments = segments;
        this.room = room;
        this.gathering = gathering;
        this.segmentSize = segmentSize;
        this.waits = waits;
        this.totalBytes = segments.bytes();
        Segment first = new Segment(next);
        segments.add(first);
        this.current = new Batch(next.firstCommit(), first, chunks);
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
        abandon();
        int size = RecordHeader.sizeOf(longest);
        long tail = current.segment.tail();
        if (tail + size + END_SIZE > segmentSize && tail > SegmentHeader.SIZE) {
            roll();
        }
        recordType = type;
        chunk = current.room(size);
        recordAt = chunk.position();
        chunk.position(recordAt + RecordHeader.SIZE);
        open = true;
        return chunk;
    }

    /**
     * Ends the record: it is in the log.
     *
     * @param references how many things are alive in it
     * @return its {@link Place}
     */
    public long end(int references) {
        int length = chunk.position() - recordAt - RecordHeader.SIZE;
        RecordHeader.put(chunk, recordAt, recordType, current.isEmpty(), current.commit, length);
        int size = fillUp(length);
        long position = current.segment.tail();
        current.segment.add(position, size, references);
        grown(size);
        tally.record();
        return Place.of(current.segment.number(), position);
    }

    /**
     * Goes on with the last record if it has this type, else begins one.
     *
     * @param longest the most bytes that are added
     */
    public ByteBuffer beginRun(RecordType type, int longest) {
        abandon();
        int length = recordType == type ? RecordHeader.length(chunk, recordAt) : LONGEST_RUN;
        if (length + longest > LONGEST_RUN
                || recordAt + RecordHeader.sizeOf(length + longest) > chunk.limit()
                || current.segment.tail() + RecordHeader.sizeOf(longest) + END_SIZE > segmentSize) {
            runSequence = 0;
            return begin(type, longest);
        }
        chunk.position(recordAt + RecordHeader.SIZE + length);
        open = true;
        extending = true;
        return chunk;
    }

    /** The sequence that the run has come to, from which the next is counted. */
    public long runSequence(long next) {
        long before = runSequence;
        runSequence = next;
        return before;
    }

    /** Ends what {@link #beginRun} began. */
    public void endRun() {
        if (!extending) {
            end(0);
            return;
        }
        int before = RecordHeader.sizeOf(RecordHeader.length(chunk, recordAt));
        int length = chunk.position() - recordAt - RecordHeader.SIZE;
        RecordHeader.putLength(chunk, recordAt, length);
        int more = fillUp(length) - before;
        current.segment.extend(more);
        grown(more);
    }

    private int fillUp(int length) {
        int size = RecordHeader.sizeOf(length);
        while (chunk.position() < recordAt + size) {
            chunk.put((byte) 0);
        }
        open = false;
        extending = false;
        return size;
    }

    private void grown(int more) {
        current.grow(more);
        totalBytes += more;
        appended += more;
        pending += more;
    }

    private void abandon() {
        if (extending) {
            chunk.position(recordAt + RecordHeader.sizeOf(RecordHeader.length(chunk, recordAt)));
        } else if (open) {
            chunk.position(recordAt);
            recordType = RecordType.END;
        }
        open = false;
        extending = false;
    }

    /** The segment is full: the next one goes on. */
    private void roll() {
        recordType = RecordType.END;
        chunk = current.room(END_SIZE);
        recordAt = chunk.position();
        chunk.position(recordAt + RecordHeader.SIZE);
        end(0);
        current.closesSegment();
        Segment full = current.segment;
        Segment next = new Segment(full.header().next(current.commit + 1, full.tail()));
        segments.add(next);
        seal(next);
        wake();
    }

    private void seal(Segment next) {
        sealed.add(current);
        current = new Batch(current.commit + 1, next, chunks);
        recordType = RecordType.END;
    }

    /**
     * What was appended is one change.
     *
     * @param awaited whether somebody waits for it, so that it should become durable soon
     * @return completes when it is durable; the same for all that become durable together
     */
    public CompletableFuture<@Nullable Void> answer(boolean awaited) {
        changed(awaited);
        return waits ? current.done : Answers.done();
    }

    /** As {@link #answer}, for who asks whether it was done. */
    public CompletableFuture<Boolean> answerYes() {
        changed(true);
        return waits ? current.yes() : Answers.yes();
    }

    private void changed(boolean awaited) {
        if (++current.changes == 1) {
            current.begun = System.nanoTime();
        }
        if (awaited && waits) {
            current.awaited++;
        }
        if (wanted != Wanted.NOTHING && (wanted == Wanted.ANYTHING || isEnough())) {
            wake();
        }
    }

    private boolean isEnough() {
        return current.awaited >= enough || current.bytes() >= MUCH;
    }

    private void wake() {
        wanted = Wanted.NOTHING;
        work.signal();
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

    /** The content of a record that is not in its file yet; null if it is there. */
    public @Nullable ByteBuffer content(long place) {
        long segment = Place.segment(place);
        long position = Place.position(place);
        ByteBuffer found = current.content(segment, position);
        for (Batch batch : sealed) {
            found = found == null ? batch.content(segment, position) : found;
        }
        return found == null && writing != null ? writing.content(segment, position) : found;
    }

    // From any thread

    /**
     * The answer to a call that found nothing to change. What it found may not be durable yet, so it completes only when everything is that was
     * appended before.
     */
    public CompletableFuture<@Nullable Void> unchanged() {
        CompletableFuture<?> broken = failed;
        if (broken != null) {
            return Answers.as(broken);
        }
        return waits ? flush() : Answers.done();
    }

    /** Completes when everything that was appended before is written. */
    public CompletableFuture<@Nullable Void> flush() {
        lock.lock();
        try {
            CompletableFuture<?> broken = failed;
            if (broken != null) {
                return Answers.as(broken);
            }
            if (!current.isEmpty()) {
                current.awaited = Math.max(current.awaited, enough);
                wake();
                return current.done;
            }
            Batch before = sealed.isEmpty() ? writing : sealed.getLast();
            return before == null ? Answers.done() : before.done;
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

    /** Whether everything that was appended is written. */
    public boolean isWritten() {
        lock.lock();
        try {
            return current.isEmpty() && sealed.isEmpty() && writing == null;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that were ever appended here; under the lock. */
    public long appended() {
        return appended;
    }

    /** What has been written since the start; under the lock. */
    public Tally tally() {
        return tally;
    }

    /** A segment went; under the lock. */
    public void dropped(Segment segment) {
        totalBytes -= segment.tail();
    }

    // The committing thread

    /** Waits for a batch that should be written now; null when the journal is closed and everything is written. */
    @Nullable
    Batch take() throws InterruptedException {
        lock.lock();
        try {
            while (sealed.isEmpty()) {
                if (current.isEmpty()) {
                    if (closing) {
                        return null;
                    }
                    wanted = Wanted.ANYTHING;
                    work.await();
                } else {
                    enough = gathering.enough();
                    long rest = current.begun + gathering.patience(current) - System.nanoTime();
                    if (closing || rest <= 0 || isEnough()) {
                        seal(current.segment);
                    } else {
                        wanted = Wanted.ENOUGH;
                        work.awaitNanos(rest);
                    }
                }
            }
            wanted = Wanted.NOTHING;
            Batch taken = sealed.remove();
            gathering.taken(taken.awaited);
            writing = taken;
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
            writing = null;
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
            if (!closing) {
                work.await(millis, TimeUnit.MILLISECONDS);
            }
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing can be promised any more. What is here stays, to be read. */
    public void fail(Exception failure) {
        List<Batch> broken = new ArrayList<>();
        lock.lock();
        try {
            if (failed == null) {
                failed = CompletableFuture.failedFuture(failure);
            }
            if (writing != null) {
                broken.add(writing);
            }
            broken.addAll(sealed);
            broken.add(current);
        } finally {
            lock.unlock();
        }
        broken.forEach(batch -> batch.fail(failure));
    }

    /** Nothing more is taken; what is there is written, and then it is noted that all is well. */
    void close() {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            if (failed == null) {
                if (current.segment.tail() > SegmentHeader.SIZE) {
                    if (!current.isEmpty()) {
                        seal(current.segment); // a commit of its own proves that the others were durable
                    }
                    begin(RecordType.CLOSED, 0);
                    end(0);
                }
                failed = CompletableFuture.failedFuture(new IOException("the store is closed"));
            }
            closing = true;
            wanted = Wanted.NOTHING;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
