package io.caracal.store.log.journal;

import io.caracal.store.log.format.RecordHeader;
import io.caracal.store.log.segment.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One commit: the records that become durable together, in one segment. Under the lock of the journal while it is added to. */
final class Batch {
    final long commit;
    final Segment segment;

    /** Where in the segment it begins. */
    final long start;

    /** The same for everybody whose change is in this batch. */
    final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    private @Nullable CompletableFuture<Boolean> yes;
    private final ChunkPool pool;
    private final List<ByteBuffer> chunks = new ArrayList<>(1);
    private int bytes;
    private boolean last;

    /** Changes, several of which may share a record. */
    int changes;

    /** Changes that somebody waits for. */
    int awaited;

    /** {@link System#nanoTime()} of the first change. */
    long begun;

    Batch(long commit, Segment segment, ChunkPool pool) {
        this.commit = commit;
        this.segment = segment;
        this.start = segment.tail();
        this.pool = pool;
    }

    /** A buffer in which a record of a size fits behind what is there. */
    ByteBuffer room(int size) {
        ByteBuffer chunk = chunks.isEmpty() ? null : chunks.getLast();
        if (chunk == null || chunk.remaining() < size) {
            chunk = pool.take(size);
            chunks.add(chunk);
        }
        return chunk;
    }

    void grow(int more) {
        bytes += more;
    }

    int bytes() {
        return bytes;
    }

    long end() {
        return start + bytes;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    /** Nothing comes behind it in its segment. */
    void closesSegment() {
        last = true;
    }

    boolean isLastOfSegment() {
        return last;
    }

    List<ByteBuffer> chunks() {
        return chunks;
    }

    /** The content of a record that is still here; null if the place is not in this batch. */
    @Nullable
    ByteBuffer content(long segmentNumber, long position) {
        if (segmentNumber != segment.number() || position < start || position >= end()) {
            return null;
        }
        long at = position - start;
        for (ByteBuffer chunk : chunks) {
            if (at < chunk.position()) {
                int content = (int) at + RecordHeader.SIZE;
                return chunk.duplicate()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .limit(content + RecordHeader.length(chunk, (int) at))
                        .position(content);
            }
            at -= chunk.position();
        }
        return null;
    }

    /** As {@link #done}, for who asks whether it was done. */
    CompletableFuture<Boolean> yes() {
        if (yes == null) {
            yes = new CompletableFuture<>();
        }
        return yes;
    }

    void free() {
        chunks.forEach(pool::giveBack);
        chunks.clear();
    }

    void complete() {
        done.complete(null);
        if (yes != null) {
            yes.complete(true);
        }
    }

    void fail(Exception failure) {
        done.completeExceptionally(failure);
        if (yes != null) {
            yes.completeExceptionally(failure);
        }
    }
}
