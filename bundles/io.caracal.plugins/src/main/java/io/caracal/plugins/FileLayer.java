package io.caracal.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The steps to the disk on which it depends what a crash leaves behind, each a call of its own: between any two of them the world may
 * end, and tests make it end there.
 */
interface FileLayer {
    /** Creates or empties a file. */
    OutputStream create(Path file) throws IOException;

    /** Returns when the content of a file is on the disk. */
    void force(Path file) throws IOException;

    /** Renames a file, in place of another one if it exists; either the one or the other is there at any moment. */
    void move(Path from, Path to) throws IOException;

    /** Returns when the names in a folder are on the disk. */
    void forceFolder(Path folder) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;
}
