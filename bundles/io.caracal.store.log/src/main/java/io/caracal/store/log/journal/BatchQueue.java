package io.caracal.store.log.journal;

import io.caracal.store.log.segment.Place;
import io.caracal.store.log.segment.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The batches on their way to the disk: one is written, some may be ready, the last is added to. The committing thread waits here until there is one that should be
 * written. Under the lock of the journal.
 */
final class BatchQueue {
    /** So much is worth a write, whether somebody waits for it or not. */
    private static final int MUCH = 1 << 20;

    /** What the committing thread waits for. */
    private enum Wanted {
        NOTHING,
        ANYTHING,
        ENOUGH
    }

    private final Condition work;
    private final Gathering gathering;
    private final ChunkPool chunks = new ChunkPool();
    private final ArrayDeque<Batch> ready = new ArrayDeque<>();
    private @Nullable Batch writing;
    private Batch current;
    private Wanted wanted = Wanted.NOTHING;
    private int enough = 1;
    private boolean closing;

    /** @param work of the lock */
    BatchQueue(Condition work, Gathering gathering, Segment first) {
        this.work = work;
        this.gathering = gathering;
        this.current = new Batch(first.header().firstCommit(), first, chunks);
    }

    /** The one that is added to. */
    Batch current() {
        return current;
    }

    /** Nothing comes to the current one any more; the next goes to a segment. */
    void seal(Segment next) {
        ready.add(current);
        current = new Batch(current.commit + 1, next, chunks);
    }

    /** One change more is in the current batch. */
    void changed(boolean awaited) {
        if (++current.changes == 1) {
            current.begun = System.nanoTime();
        }
        if (awaited) {
            current.awaited++;
        }
        if (wanted != Wanted.NOTHING && (wanted == Wanted.ANYTHING || isEnough())) {
            wake();
        }
    }

    private boolean isEnough() {
        return current.awaited >= enough || current.bytes() >= MUCH;
    }

    void wake() {
        wanted = Wanted.NOTHING;
        work.signal();
    }

    /** The newest batch with anything in it, which is then written soon; null if everything is written. */
    @Nullable
    Batch hurried() {
        if (!current.isEmpty()) {
            current.awaited = Math.max(current.awaited, enough);
            wake();
            return current;
        }
        return ready.isEmpty() ? writing : ready.getLast();
    }

    /** Waits for a batch that should be written now; null when all is closed and written. */
    @Nullable
    Batch take() throws InterruptedException {
        while (ready.isEmpty()) {
            if (!current.isEmpty()) {
                gather();
            } else if (closing) {
                return null;
            } else {
                wanted = Wanted.ANYTHING;
                work.await();
            }
        }
        wanted = Wanted.NOTHING;
        Batch taken = ready.remove();
        gathering.taken(taken.awaited);
        writing = taken;
        return taken;
    }

    /** Makes the current batch ready if it should be, else waits a little. */
    private void gather() throws InterruptedException {
        enough = gathering.enough();
        long rest = current.begun + gathering.patience(current) - System.nanoTime();
        if (closing || rest <= 0 || isEnough()) {
            seal(current.segment);
        } else {
            wanted = Wanted.ENOUGH;
            work.awaitNanos(rest);
        }
    }

    /** The batch that was taken is written. */
    void written() {
        writing = null;
    }

    /** Waits a little, or until all is closed; true if it is. */
    boolean pause(long millis) throws InterruptedException {
        if (!closing) {
            work.await(millis, TimeUnit.MILLISECONDS);
        }
        return closing;
    }

    void close() {
        closing = true;
        wanted = Wanted.NOTHING;
        work.signalAll();
    }

    /** The content of a record that is not in its file yet; null if it is there. */
    @Nullable
    ByteBuffer content(long place) {
        for (Batch batch : all()) {
            ByteBuffer found = batch.content(Place.segment(place), Place.position(place));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** All that is not written. */
    List<Batch> all() {
        List<Batch> all = new ArrayList<>(ready.size() + 2);
        all.add(current);
        all.addAll(ready);
        if (writing != null) {
            all.add(writing);
        }
        return all;
    }

    boolean isEmpty() {
        return current.isEmpty() && ready.isEmpty() && writing == null;
    }
}
