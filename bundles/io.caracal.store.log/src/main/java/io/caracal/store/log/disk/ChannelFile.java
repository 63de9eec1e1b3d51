package io.caracal.store.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file of the file system. Its threads must not be interrupted: that closes a channel. */
final class ChannelFile implements DiskFile {
    /** The JDK copies a heap buffer into a direct one of its own, which it keeps for the thread. */
    private static final int SLICE = 1 << 20;

    private final Path path;
    private final FileChannel channel;

    ChannelFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int end = source.limit();
        try {
            long at = position;
            while (source.position() < end) {
                source.limit(Math.min(end, source.position() + SLICE));
                at += channel.write(source, at);
            }
        } catch (IOException e) {
            throw isForWantOfRoom(e) ? new DiskFullException("no room to write " + path + ": " + e.getMessage(), e) : e;
        } finally {
            source.limit(end);
        }
    }

    /** The JDK has no type for it: these are the words of the C library for ENOSPC and EDQUOT. */
    private static boolean isForWantOfRoom(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int count = 0;
        while (target.hasRemaining()) {
            int read = channel.read(target, position + count);
            if (read < 0) {
                break;
            }
            count += read;
        }
        return count;
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
