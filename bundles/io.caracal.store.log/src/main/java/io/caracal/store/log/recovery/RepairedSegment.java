package io.caracal.store.log.recovery;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.format.RecordHeader;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.SegmentHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A new file for a segment, in which everything good is where it was, and {@link RecordType#GAP} is where damage was. */
final class RepairedSegment implements Closeable {
    private static final int BLOCK = 1 << 12;
    private static final int LONGEST_GAP = 1 << 20;

    private final SegmentHeader header;
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();

    RepairedSegment(Path file, SegmentHeader header) throws IOException {
        this.header = header;
        this.channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
        write(header.encoded(), 0);
    }

    /** Takes over a part as it is; blocks that the disk does not give are zeros. */
    void copy(DiskFile from, long start, long end) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = start; at < end; at += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK, end - at));
            int length = block.limit();
            try {
                from.read(block, at);
            } catch (IOException _) {
                block.clear().limit(length);
                block.put(new byte[length]);
            }
            write(block.position(0).limit(length), at);
        }
    }

    /** Fills a part with records that say nothing. */
    void gap(long start, long end, long commit) throws IOException {
        long seed = RecordHeader.seed(header.storeId(), header.number());
        long at = start;
        while (at < end) {
            long rest = end - at;
            int size = (int) (rest <= LONGEST_GAP ? rest : Math.min(LONGEST_GAP, rest - RecordHeader.SIZE));
            ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            RecordHeader.put(record, 0, RecordType.GAP, false, commit, size - RecordHeader.SIZE);
            RecordHeader.seal(record, 0, seed, at, crc);
            write(record, at);
            at += size;
        }
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Makes it durable. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
