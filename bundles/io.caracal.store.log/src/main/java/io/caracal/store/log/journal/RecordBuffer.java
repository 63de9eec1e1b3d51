package io.caracal.store.log.journal;

import io.caracal.store.log.format.RecordHeader;
import io.caracal.store.log.format.RecordType;
import java.nio.ByteBuffer;

/** The record that is being written, or was last: at the end of a batch. One that was begun and not ended is forgotten. Under the lock of the journal. */
final class RecordBuffer {
    /** A record that several changes share stays short, so that damage to it costs few of them. */
    private static final int LONGEST_RUN = 1024;

    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private int at;
    private RecordType type = RecordType.END;
    private boolean open;
    private boolean extending;
    private long runSequence;

    /** Begins a record behind what is in a batch. */
    ByteBuffer begin(Batch batch, RecordType of, int longest) {
        type = of;
        runSequence = 0;
        chunk = batch.room(RecordHeader.sizeOf(longest));
        at = chunk.position();
        chunk.position(at + RecordHeader.SIZE);
        open = true;
        return chunk;
    }

    /** Ends it, and says how many bytes it takes. */
    int end(boolean first, long commit) {
        int length = chunk.position() - at - RecordHeader.SIZE;
        RecordHeader.put(chunk, at, type, first, commit, length);
        return fillUp(length);
    }

    /** Whether the last record is of a type, and can take so much more. */
    boolean canExtend(RecordType of, int longest) {
        if (type != of) {
            return false;
        }
        int length = RecordHeader.length(chunk, at) + longest;
        return length <= LONGEST_RUN && at + RecordHeader.sizeOf(length) <= chunk.limit();
    }

    /** Goes on with the last record. */
    ByteBuffer extend() {
        chunk.position(at + RecordHeader.SIZE + RecordHeader.length(chunk, at));
        open = true;
        extending = true;
        return chunk;
    }

    boolean isExtending() {
        return extending;
    }

    /** Ends it again, and says how many bytes more it takes. */
    int endExtension() {
        int before = RecordHeader.sizeOf(RecordHeader.length(chunk, at));
        int length = chunk.position() - at - RecordHeader.SIZE;
        RecordHeader.putLength(chunk, at, length);
        return fillUp(length) - before;
    }

    private int fillUp(int length) {
        int size = RecordHeader.sizeOf(length);
        while (chunk.position() < at + size) {
            chunk.put((byte) 0);
        }
        open = false;
        extending = false;
        return size;
    }

    /** Forgets what was begun and not ended. */
    void abandon() {
        if (extending) {
            chunk.position(at + RecordHeader.sizeOf(RecordHeader.length(chunk, at)));
        } else if (open) {
            chunk.position(at);
            type = RecordType.END;
        }
        open = false;
        extending = false;
    }

    /** The last record is not gone on with: another batch begins. */
    void leave() {
        type = RecordType.END;
    }

    /** The sequence that the record has come to, from which the next is counted. */
    long runSequence(long next) {
        long before = runSequence;
        runSequence = next;
        return before;
    }
}
