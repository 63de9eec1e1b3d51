package io.caracal.store.log.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file for reading and writing at any position. What was written is durable when a {@link #force} that began afterwards has returned; until then
 * a crash of the machine may keep or lose any part of it, and of the file's growth. Reads may come from many threads at
 * once, and beside a write; they see what was written before, durable or not.
 */
public interface DiskFile extends Closeable {
    /** Bytes. */
    long size() throws IOException;

    /**
     * Writes all that remains in a buffer; the file grows if it must.
     *
     * @throws DiskFullException if there is no room; part of it may be written, and it can be tried again
     */
    void write(ByteBuffer source, long position) throws IOException;

    /**
     * Reads until the buffer is full or the file ends.
     *
     * @return how many bytes were read; 0 at or behind the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Makes durable what was written, and the size with it. After it has thrown, nothing is known about what was written since the last one that
     * returned; one that returns later does not make it durable.
     */
    void force() throws IOException;

    /** Cuts the file, if it is longer. */
    void truncate(long size) throws IOException;
}
