package io.caracal.plugins;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Ends the world, or only the space, at a chosen step to the disk: that step and every later one never happens. What is written then is cut in half. */
final class CrashingFileLayer implements FileLayer {
    private final FileLayer disk = new OsFileLayer();
    private int left = Integer.MAX_VALUE;
    private boolean crashed;
    private boolean full;

    /** Not an exception that anyone handles, just as nobody handles the end of the process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Lets so many more steps happen. */
    void crashAfter(int steps) {
        left = steps;
    }

    /** Lets so many more steps happen, and then lets each fail as on a full disk, until {@link #heal()}. */
    void fullAfter(int steps) {
        left = steps;
        full = true;
    }

    void heal() {
        left = Integer.MAX_VALUE;
        crashed = false;
    }

    /** Whether any step did not happen. */
    boolean crashed() {
        return crashed;
    }

    private void step() throws IOException {
        if (left-- <= 0) {
            crashed = true;
            left = 0;
            if (full) {
                throw new IOException("No space left on device");
            }
            throw new Crash();
        }
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        step();
        return new FilterOutputStream(disk.create(file)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    step();
                } catch (Crash | IOException e) {
                    out.write(bytes, from, length / 2);
                    throw e;
                }
                out.write(bytes, from, length);
            }
        };
    }

    @Override
    public void force(Path file) throws IOException {
        // The world of the test ends without the machine: what was written is there, forced or not.
        step();
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        disk.move(from, to);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        step();
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        disk.delete(file);
    }
}
