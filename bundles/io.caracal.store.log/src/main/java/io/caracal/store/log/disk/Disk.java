package io.caracal.store.log.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One folder of files, without sub-folders. A change of the folder (create, delete, rename) is durable when {@link #forceFolder} has
 * returned; until then a crash of the machine may keep or undo each change by itself. From any thread.
 */
public interface Disk {
    /** The names of the files, in no particular order. */
    List<String> list() throws IOException;

    /** Creates an empty file, for reading and writing; one of that name must not exist. */
    DiskFile create(String name) throws IOException;

    /** Opens a file that exists, for reading and writing. */
    DiskFile open(String name) throws IOException;

    /** Deletes a file that exists. */
    void delete(String name) throws IOException;

    /** Gives a file another name, at once or not at all; one that had that name is gone. Who has it open goes on with it. */
    void rename(String from, String to) throws IOException;

    /** Makes all changes of the folder durable that were made before. */
    void forceFolder() throws IOException;

    /** Free bytes of the file system that this process may use. */
    long freeSpace() throws IOException;

    /**
     * Keeps other processes, and other stores of this one, from using the folder.
     *
     * @return what ends it
     * @throws IOException if somebody uses the folder already; the message says so
     */
    Closeable lock() throws IOException;
}
