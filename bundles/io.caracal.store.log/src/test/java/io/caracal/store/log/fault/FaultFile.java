package io.caracal.store.log.fault;

import io.caracal.store.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** A file of a {@link FaultDisk}, as long as that is alive. */
final class FaultFile implements DiskFile {
    private final FaultDisk disk;
    private final String name;
    private final CachedFile file;
    private volatile boolean closed;

    FaultFile(FaultDisk disk, String name, CachedFile file) {
        this.disk = disk;
        this.name = name;
        this.file = file;
    }

    @Override
    public long size() throws IOException {
        return disk.size(opened());
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        disk.write(opened(), source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return disk.read(opened(), target, position);
    }

    @Override
    public void force() throws IOException {
        disk.force(opened());
    }

    @Override
    public void truncate(long size) throws IOException {
        disk.truncate(opened(), size);
    }

    @Override
    public void close() {
        closed = true;
    }

    private CachedFile opened() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return file;
    }

    @Override
    public String toString() {
        return name;
    }
}
