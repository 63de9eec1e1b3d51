package io.caracal.store.log;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.caracal.api.store.StoreMaintenance.Report;
import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.format.SegmentScan;
import io.caracal.store.log.journal.Journal;
import io.caracal.store.log.recovery.Checking;
import io.caracal.store.log.segment.Segment;
import io.caracal.store.log.segment.Segments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a store as they were durable at a moment, while it goes on: they are kept until this is closed. */
final class DurableFiles implements AutoCloseable {
    private final Journal journal;
    private final List<Part> parts = new ArrayList<>();

    private record Part(Segment segment, long size, boolean closed) {}

    private DurableFiles(Journal journal) {
        this.journal = journal;
    }

    static DurableFiles of(Journal journal, Segments segments) {
        DurableFiles files = new DurableFiles(journal);
        journal.lock();
        try {
            for (Segment segment : segments.all()) {
                if (segment.hasFile() && segment.written() > 0) {
                    segment.pin();
                    files.parts.add(new Part(segment, segment.written(), segment.closed()));
                }
            }
        } finally {
            journal.unlock();
        }
        return files;
    }

    Report check() throws IOException {
        Checking checking = new Checking();
        for (Part part : parts) {
            DiskFile file = part.segment.file();
            checking.segment(part.segment.header(), file, part.closed ? file.size() : part.size);
        }
        return checking.report();
    }

    /** The bytes that were copied, and are durable. */
    long copyTo(Path folder) throws IOException {
        Files.createDirectory(folder);
        long bytes = 0;
        for (Part part : parts) {
            bytes += copy(part, folder.resolve(part.segment.fileName()));
        }
        try (FileChannel names = FileChannel.open(folder, READ)) {
            names.force(true);
        }
        return bytes;
    }

    private static long copy(Part part, Path target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SegmentScan.WIDE);
        try (FileChannel channel = FileChannel.open(target, CREATE_NEW, WRITE)) {
            long position = 0;
            while (position < part.size) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), part.size - position));
                int read = part.segment.file().read(buffer, position);
                if (read == 0) {
                    throw new IOException(part.segment.fileName() + " ends at " + position + ", and has " + part.size
                            + " bytes that are durable");
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                position += read;
            }
            channel.force(true);
            return position;
        }
    }

    @Override
    public void close() {
        journal.lock();
        try {
            parts.forEach(part -> part.segment.unpin());
        } finally {
            journal.unlock();
        }
    }
}
